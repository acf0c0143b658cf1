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

/** What was done, written as a note of the case for the readers of the task. */
const FinishTask = z.strictObject({ note: freeText(4000).optional() })

/** A task in a case, due on a day. The whole team knows that it exists; only the chosen readers read its text. */
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
    /** Undoes finishing or cancelling a task, whose earlier due time applies again. */
    reopen: {
      from: ['done', 'cancelled'],
      to: 'open',
      may: by('owner', coordinators),
      opens: { 'task.due': dueOn('dueAt') },
    },
    /** Assigns the task to a colleague on the case. Every member of the agency who works on the case may do this. */
    assign: {
      from: ['open'],
      may: by('owner', coordinators),
      fields: ['assigneeId'],
      byHand: ['before'],
      notifies: { assignee: 'task.assigned' },
    },
    /** The assigned staff member has left the agency, so the task becomes unassigned. */
    'hand-back': { from: ['open'], may: by('clock', []) },
    /** The case of the task was handed over, and the task moves with the case. */
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
