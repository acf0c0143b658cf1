import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Note } from '@palermo/shared/notes/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { add } from '../documents/story.ts'
import { act, aDraft, adult, aSentReferral } from '../referrals/story.ts'
import type { TaskForce, TestPerson } from '../task-force.ts'

/** Texts that occur nowhere else: if an answer contains one of these texts, the field that held the text has leaked. */
export const canaries = {
  name: 'Wagtail Quillfeather',
  contact: 'Wagtail-0998-Linnet',
  story: 'Nightjar told of the harbour house.',
  meeting: 'Bunting Bridge at the third lamp',
  draft: 'Kestrel unsent',
  question: 'Pipit asks about the second door',
  reply: 'Dunnock says the green one',
  phone: 'Siskin of the night desk',
  old: 'Whinchat before',
  reason: 'Redstart because',
  welfare: 'Goldcrest sleeps badly',
  medical: 'Firecrest carries a scar',
  whereabouts: 'Treecreeper stays behind the mill',
  papers: 'Nuthatch overstayed in spring',
  intelligence: 'Brambling drives a grey van',
  task: 'Crossbill wants her bag fetched',
  closing: 'Fieldfare found her sister',
  paper: 'Ortolan on the ticket',
  message: 'Wryneck waits at the corner',
  lift: 'Hobby comes in a blue car',
  page: 'Waxwing wrote in the margin',
} as const
export type Canary = keyof typeof canaries

export interface Aviary {
  people: Record<string, TestPerson>
  /** The ids of the created records, by the noun in the address (`referrals`, `cases`). */
  ids: Record<string, string[]>
  caseId: string
}

const must = <T>({ status, body }: { status: number; body: T }): T => {
  if (status >= 300) throw new Error(JSON.stringify(body))
  return body
}

/**
 * Creates records that contain every canary (two cases, seven agencies), and the people who try to read the canaries.
 */
export const anAviary = async (force: TaskForce): Promise<Aviary> => {
  const [police, ngo, health, immigration, welfare, secretariat, justice] = await Promise.all(
    (['police', 'ngo', 'health', 'immigration', 'welfare', 'secretariat', 'justice'] as const).map((sector) =>
      force.agency(sector),
    ),
  )
  const person = (agency: string | undefined, role: TestPerson['function']) => force.person(agency ?? '', role)
  const people = {
    officer: await person(police, 'officer'),
    investigator: await person(police, 'investigator'),
    policeSupervisor: await person(police, 'supervisor'),
    caseworker: await person(ngo, 'caseworker'),
    colleague: await person(ngo, 'caseworker'),
    supervisor: await person(ngo, 'supervisor'),
    counsellor: await person(ngo, 'counsellor'),
    barred: await person(ngo, 'head'),
    doctor: await person(health, 'caseworker'),
    immigrationOfficer: await person(immigration, 'officer'),
    socialWorker: await person(welfare, 'caseworker'),
    prosecutor: await person(justice, 'prosecutor'),
    lead: await person(secretariat, 'lead'),
    administrator: await person(secretariat, 'administrator'),
    auditor: await person(secretariat, 'auditor'),
  }
  const { officer, caseworker, supervisor, counsellor, doctor, barred } = people
  const answers: Answers = {
    ...adult,
    'known-as': canaries.name,
    'contact-ways': ['call'],
    'contact-details': canaries.contact,
    'what-happened': canaries.story,
    'meeting-point': canaries.meeting,
  }
  const draft = await aDraft(force, officer, caseworker.agencyId, { ...adult, 'known-as': canaries.draft })
  let referral = await aSentReferral(force, officer, caseworker.agencyId, answers)
  const step = async (by: TestPerson, action: string, input: object = {}) => {
    referral = must(await act(force, by, referral, action, input))
  }
  await step(officer, 'record-phone-acceptance', { acceptedBy: canaries.phone, at: '2026-11-01T18:15:00Z' })
  await step(caseworker, 'query', { question: canaries.question })
  await step(officer, 'reply', { answer: canaries.reply })
  await step(officer, 'amend', { topic: 'safety', old: canaries.old, new: 'Now', reason: canaries.reason })
  await step(caseworker, 'accept')
  const post = async (by: TestPerson, body: object) =>
    must(await force.as(by)('POST', `/referrals/${referral.id}/messages`, body, { 'idempotency-key': v7() }))
  await post(officer, { kind: 'message', text: canaries.message })
  await post(caseworker, {
    kind: 'on-my-way',
    arrivesAt: new Date(Date.parse(referral.acceptedAt ?? '') + 3_600_000).toISOString(),
    text: canaries.lift,
  })
  await step(caseworker, 'start')
  const caseId = referral.caseId ?? ''
  must(await force.as(supervisor)('POST', `/cases/${caseId}/members`, { personId: counsellor.id }))
  await force.owner`insert into app.case_bars (case_id, person_id) values (${caseId}, ${barred.id})`
  const note = async (by: TestPerson, inCase: string, compartment: string, text: string) =>
    must(await force.as(by)<Note>('POST', '/notes', { caseId: inCase, compartment, text }, { 'idempotency-key': v7() }))
  await note(caseworker, caseId, 'C1', canaries.welfare)
  await note(caseworker, caseId, 'C2', canaries.whereabouts)
  await note(caseworker, caseId, 'C3', canaries.medical)
  await note(caseworker, caseId, 'C4', canaries.papers)
  const paper = { caseId, kind: 'letter', compartment: 'C3', title: canaries.paper } as const
  const sheet = { name: 'sheet.txt', bytes: Buffer.from(canaries.page) }
  const document = must(await add(force, caseworker, paper, sheet))
  const dueAt = '2030-01-01T00:00:00Z'
  const task = { caseId, kind: 'arrange', compartment: 'C3', text: canaries.task, dueAt }
  const made = must(await force.as(caseworker)<{ id: string }>('POST', '/tasks', task, { 'idempotency-key': v7() }))
  // A service referral of the same case to the doctor.
  const service = { kind: 'service', caseId, toAgencyId: doctor.agencyId, formId: 'intake-short', formVersion: 1 }
  const asked = must(
    await force.as(caseworker)<{ referral: Referral }>(
      'POST',
      '/referrals',
      { ...service, answers: { ...answers, kind: 'service' } },
      { 'idempotency-key': v7() },
    ),
  )
  const onItsWay = must(await act(force, caseworker, asked.referral, 'send'))
  const served = must(await act(force, doctor, onItsWay, 'accept'))
  await step(caseworker, 'complete', { outcomes: [] })
  const { version } = must(await force.as(caseworker)<Case>('GET', `/cases/${caseId}`))
  const over = { action: 'close', version, reason: 'help-completed', note: canaries.closing }
  must(await force.as(caseworker)('POST', `/cases/${caseId}/actions`, over))
  // A second case, which the police lead.
  const own = await aSentReferral(force, officer, doctor.agencyId, adult, 'service')
  await note(officer, own.caseId ?? '', 'C5', canaries.intelligence)
  return {
    people,
    caseId,
    ids: {
      referrals: [draft.id, referral.id, served.id, own.id],
      cases: [caseId, own.caseId ?? ''],
      tasks: [made.id],
      documents: [document.id],
      people: [caseworker.id, officer.id],
      agencies: [caseworker.agencyId, officer.agencyId],
    },
  }
}
