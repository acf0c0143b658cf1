import { z } from 'zod'
import { coordinators } from '../actor.ts'
import { freeText, openCompartments } from '../compartments.ts'
import { dueOn } from '../records/declaration.ts'
import { agency, audience, code, compartment, instant, staffMember, text } from '../records/fields.ts'
import { agencyIn, byClock, staffIn } from '../records/parties.ts'
import { recordType } from '../records/record-type.ts'
import { by } from '../workflow.ts'

export const taskKinds = [
  'call',
  'visit',
  'arrange',
  'document',
  'follow-up',
  'find-other-service',
  'check-safety',
  'other',
] as const

/** The input for finishing a task. `note`: what was done, written as a note of the case for the readers of the task. */
const FinishTask = z.strictObject({ note: freeText(4000).optional() })

/**
 * A task in a case, due on a day. The whole team may know that the task exists; only the chosen readers read its text.
 */
export const task = recordType('task', {
  plural: 'tasks',
  area: 'protection.5',
  track: null,
  dossier: 'case',
  keepsReference: true,
  compartment: 'C0',
  fields: {
    kind: code(taskKinds),
    audience: audience(),
    compartment: compartment(openCompartments),
    text: text({ max: 4000, sealedIn: { field: 'compartment' } }).optional(),
    agencyId: agency(),
    assigneeId: staffMember().optional(),
    authorId: staffMember().optional(),
    dueAt: instant(),
  },
  parties: {
    owner: agencyIn('agencyId', { person: 'assigneeId' }),
    assignee: staffIn('assigneeId', { of: 'agencyId' }),
    clock: byClock(),
  },
  statuses: ['open', 'done', 'cancelled'],
  final: ['done', 'cancelled'],
  covered: { open: 'task.due' },
  byHandAccess: ['create', 'change', 'rights'],
  create: {
    fields: ['kind', 'audience?', 'compartment?', 'text?', 'dueAt', 'assigneeId?'],
    byHand: ['before'],
    opens: { 'task.due': dueOn('dueAt') },
    notifies: { assignee: 'task.assigned' },
  },
  actions: {
    finish: {
      from: ['open'],
      to: 'done',
      may: by('owner', coordinators),
      input: FinishTask,
      byHand: ['after'],
      closes: 'all',
    },
    cancel: {
      from: ['open'],
      to: 'cancelled',
      may: by('owner', coordinators),
      input: FinishTask,
      byHand: ['after'],
      closes: 'all',
    },
    /** Opens a finished or cancelled task again; its earlier due time applies. */
    reopen: {
      from: ['done', 'cancelled'],
      to: 'open',
      may: by('owner', coordinators),
      opens: { 'task.due': dueOn('dueAt') },
    },
    /** Assigns the task to a colleague on the case. Every member of the agency who works on the case may do so. */
    assign: {
      from: ['open'],
      may: by('owner', coordinators),
      fields: ['assigneeId'],
      byHand: ['before'],
      notifies: { assignee: 'task.assigned' },
    },
    /** Unassigns the task, because the assigned staff member has left. */
    'hand-back': { from: ['open'], may: by('clock', []) },
    /** Moves the task with its case, which was handed over. */
    'take-over': { from: ['open'], may: by('clock', []) },
  },
  notices: {
    'task.assigned': 'work',
  },
  page: 'dossier',
  example: {
    kind: 'visit',
    audience: 'helping',
    compartment: 'C1',
    text: 'Ask at the shelter whether the room is still free',
    dueAt: '2026-12-24T09:00:00Z',
  },
})

export const taskWorkflow = task.workflow
export const partiesOfTask = task.partiesOf
export const AssignTask = task.inputs.assign
