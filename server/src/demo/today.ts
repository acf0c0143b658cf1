import type { Need } from '@palermo/shared/codes/needs.ts'
import type { Act } from './acts.ts'
import type { AgencyKey, PersonKey } from './cast.ts'
import type { Chance } from './chance.ts'
import { filledIn } from './intake.ts'
import { day, hour, minute, type Pace } from './pace.ts'
import { allMet, met, type Scene, type Setting, sceneOf, service } from './scene.ts'
import { threeTracks } from './three-tracks.ts'

/** Plans the threads that are open at the present time. The first twelve threads include every status of a record. */
export const today = (chance: Chance, pace: Pace): Act[][] =>
  threads.map(([setting, write], i) => {
    const scene = sceneOf(i + 1, chance.fork(), pace, setting)
    write(scene)
    return scene.acts
  })

/** Plans a referral that was sent some minutes ago and that the receiver has not acknowledged yet. */
const nobodyHasItYet = ({ ask, ago }: Scene) => ask(met, 'officer@police', 'ngo', ago(0.3))

/** Plans a referral that the receiver accepted by telephone, and whose written answer is due in minutes. */
const saidYesByPhone = ({ ask, refer, ago }: Scene) => {
  ask(met, 'officer@immigration', 'ngo', ago(1.6))
  refer(ago(1.4), 'caseworker@ngo', met, { action: 'acknowledge' })
  const at = new Date(ago(1.35)).toISOString()
  refer(ago(1.3), 'officer@immigration', met, {
    action: 'record-phone-acceptance',
    acceptedBy: 'Duty worker, night shift',
    at,
  })
}

/** Plans a referral whose receiver asked a question that the sending officer has not answered yet. */
const asksBack = ({ ask, refer, ago }: Scene) => {
  ask(met, 'officer@police', 'welfare', ago(6))
  const question = 'Has the child been told where the first night will be, and by whom?'
  refer(ago(4.5), 'caseworker@welfare', met, { action: 'query', question })
}

/** Plans a referral that was accepted yesterday and whose first contact is due today. */
const toBeContacted = ({ add, ask, refer, pace, ago }: Scene) => {
  ask(met, 'officer.two@police', 'ngo', ago(23))
  refer(ago(22), 'caseworker@ngo', met, { action: 'accept', note: 'Accepted. A named worker will call her.' })
  const dueAt = pace.now + 3 * hour
  const text = 'Call at the agreed time, with the interpreter.'
  add(ago(21), 'caseworker@ngo', { do: 'task', as: 'call', kind: 'call', compartment: 'C1', text, dueAt })
  ask('clinic', 'caseworker@ngo', 'health', ago(2), service('doctor'))
}

/** Plans a referral that the supervisor accepted and has not assigned yet. */
const toBeAssigned = ({ ask, refer, ago }: Scene) => {
  ask(met, 'caseworker5@ngo', 'ngo', ago(30))
  refer(ago(26), 'supervisor@ngo', met, { action: 'accept' })
}

/** Plans a referral that was not answered and was returned to the officer this morning. */
const cameBack = ({ ask, fallSilent, pace, facts, ago }: Scene) => {
  const at = startedSoThat(pace, (start) => pace.expiry('referral.answer', facts, start), ago(4))
  ask(met, 'officer@police', 'labour', at, { needs: ['money', 'documents'] })
  fallSilent(pace.expiry('referral.answer', facts, at) + 2 * minute, met)
}

/** Plans a referral that was declined for lack of a bed, so that the officer must ask another agency within hours. */
const noBed = ({ ask, refer, ago }: Scene) => {
  ask(met, 'officer@police', 'shelter', ago(9), { kind: 'service', needs: ['bed'] })
  const step = {
    action: 'decline',
    reason: 'no-capacity',
    note: 'No place is free this week.',
    onward: 'helpline',
  } as const
  refer(ago(2.5), 'caseworker3@ngo', met, step)
}

/** Plans drafts that were not sent; one of the drafts expires in three days. */
const notYetSent = (scene: Scene) => {
  const { add, ago, person } = scene
  const draft = (as: string, at: number, by: PersonKey, to: AgencyKey | null, needs: Need[]) =>
    add(at, by, { do: 'draft', as, to, kind: 'lead', inCase: false, answers: filledIn(scene, person, needs, 'lead') })
  draft('old', ago(25 * 24), 'officer@police', null, ['documents'])
  draft('new', ago(3), 'officer@police', 'ngo', ['bed', 'doctor'])
  draft('other', ago(20), 'caseworker@health', 'ngo', ['legal-advice'])
  add(ago(5), 'officer@police', { do: 'not-referred' })
  add(ago(11), 'officer@immigration', { do: 'not-referred' })
}

/**
 * Plans a referral that the labour inspectorate has not even acknowledged, although its working days for an answer have
 * passed.
 */
const lateAtTheInspection = (hours: number, sameEmployerAs?: number) => (scene: Scene) => {
  const { ask, pace, facts, ago } = scene
  const at = startedSoThat(pace, (start) => pace.due('referral.answer', facts, start), ago(hours))
  ledByWorkersAid(scene, at)
  ask('wages', 'caseworker2@ngo', 'labour', at, service('money', 'documents'))
  if (sameEmployerAs !== undefined)
    scene.add(ago(20), 'caseworker2@ngo', { do: 'link', with: sameEmployerAs, kind: 'same-employer' })
}

/**
 * Plans a case in which contact with the person was lost while a referral is open; the next attempt is due within days.
 */
const nobodyReachesHer = (scene: Scene) => {
  lateAtTheInspection(26)(scene)
  const by = 'caseworker2@ngo'
  scene.add(scene.ago(70), by, { do: 'contact', way: 'call', outcome: 'no-answer', safe: 'not-asked' })
  const heard = 'A man picked up and asked who was calling. Hung up.'
  scene.add(scene.ago(58), by, { do: 'contact', way: 'call', outcome: 'somebody-else', safe: 'no', note: heard })
  scene.add(scene.ago(34), by, { do: 'contact', way: 'through-somebody', outcome: 'no-answer', safe: 'yes' })
  const note = 'Her number has been off since the weekend. Tried at the hours she gave.'
  scene.add(scene.ago(10), by, { do: 'case', step: { action: 'lose-contact', note } })
}

/** Plans the case of an adult who accepted help for two weeks and left. */
const wentHerOwnWay = ({ add, ask, refer, ago }: Scene) => {
  const leader = 'caseworker2@ngo'
  ask(met, 'officer.two@immigration', 'workers-aid', ago(400))
  refer(ago(380), leader, met, { action: 'accept' })
  refer(ago(350), leader, met, { action: 'start' })
  refer(ago(47), leader, met, { action: 'complete', outcomes: allMet })
  add(ago(46), leader, { do: 'case', step: { action: 'record-leaving', note: 'Went to a friend; has our number.' } })
}

/** Plans a referral that was accepted, but whose first contact was never made. */
const neverCalled = (scene: Scene) => {
  const { ask, refer, pace, facts, ago } = scene
  const taken = startedSoThat(pace, (start) => pace.due('referral.first-contact', facts, start), ago(30))
  ledByWorkersAid(scene, taken - 4 * day)
  ask('wages', 'caseworker2@ngo', 'labour', taken - 4 * day, service('money', 'documents'))
  refer(taken, 'officer@labour', 'wages', { action: 'accept' })
  // Another client of the caseworker does not want other agencies to know. This case is private to the agency until the
  // person agrees to share it.
  scene.add(ago(2.2), 'caseworker2@ngo', { do: 'own-case', urgency: 'soon', under18: 'no', ageBand: '30-47' })
}

const ledByWorkersAid = ({ add, ask, refer }: Scene, until: number) => {
  const leader = 'caseworker2@ngo'
  ask(met, 'officer.two@immigration', 'workers-aid', until - 20 * day)
  refer(until - 19 * day, leader, met, { action: 'accept' })
  refer(until - 17 * day, leader, met, { action: 'start' })
  refer(until - 3 * day, leader, met, { action: 'complete', outcomes: allMet })
  add(until - 2 * day, leader, { do: 'case', step: { action: 'review' } })
}

/** Plans the case of a child who has had no guardian for more than three days. */
const noGuardianYet = (scene: Scene) => {
  const { add, ask, refer, ago } = scene
  ask(met, 'caseworker@health', 'welfare', ago(80))
  refer(ago(74), 'caseworker.two@welfare', met, { action: 'accept' })
  refer(ago(60), 'caseworker.two@welfare', met, { action: 'start' })
  add(ago(50), 'caseworker.two@welfare', { do: 'case', step: { action: 'assess-best-interests' } })
  const text =
    'The aunt is found and can be asked on Monday. School from next week; the doctor wants to see the child again on Thursday.'
  const summary = [{ compartment: 'C1' as const, text }]
  add(ago(6), 'caseworker.two@welfare', { do: 'hand-over', to: 'caseworker@welfare', asked: 'yes', summary })
  siblings(scene)
}

/** Plans two referrals of a brother and a sister, who are grouped and referred together for accommodation. */
const siblings = ({ add, pace, ago }: Scene) => {
  const both = 'caseworker@welfare'
  add(ago(5), 'supervisor@welfare', { do: 'join', person: both })
  add(ago(4.8), both, { do: 'keep-together', with: 11, wish: 'together' })
  const story = 'Brother and sister. They have not been apart before and ask to sleep in one room.'
  const asked = { urgency: 'within-24-hours', needs: ['bed', 'food-and-clothes'], safeNow: 'yes', story } as const
  add(ago(4.5), both, { do: 'refer-together', to: 'child-shelter', ...asked, needs: [...asked.needs] })
  const [from, until] = [pace.now + 3 * day, pace.now + 10 * day]
  add(ago(4), 'caseworker.two@welfare', { do: 'absence', deputy: both, from, until })
}

/** Plans the first days of a child's case: the guardian is not appointed yet, school and papers are requested. */
const childsFirstDays = ({ add, ask, refer, ago }: Scene) => {
  const leader = 'caseworker@welfare'
  ask(met, 'caseworker@local-government', 'welfare', ago(62))
  refer(ago(58), leader, met, { action: 'accept', note: 'Accepted. A place for tonight is found.' })
  refer(ago(50), leader, met, { action: 'start' })
  add(ago(49), leader, { do: 'case', step: { action: 'assess-best-interests' } })
  ask('place', leader, 'child-shelter', ago(48), service('bed', 'food-and-clothes'))
  refer(ago(47), 'caseworker4@ngo', 'place', { action: 'accept' })
  refer(ago(40), 'caseworker4@ngo', 'place', { action: 'start' })
  ask('papers', leader, 'foreign-affairs', ago(22), service('documents', 'contact-with-family'))
  ask('school', leader, 'local-government', ago(3), service('child-care'))
}

/** Plans a referral that is withdrawn at the person's wish, and whose case is closed by the agency that opened it. */
const takenBack = ({ add, ask, refer, ago }: Scene) => {
  ask(met, 'officer@foreign-affairs', 'welfare', ago(75))
  refer(ago(70), 'caseworker.two@welfare', met, { action: 'acknowledge' })
  const note = 'She found help near her family and thanks everybody.'
  refer(ago(52), 'officer@foreign-affairs', met, { action: 'withdraw', reason: 'needs-met-elsewhere', note })
  add(ago(51), 'officer@foreign-affairs', { do: 'case', step: { action: 'close', reason: 'declined-services' } })
}

const threads: readonly (readonly [Setting, (scene: Scene) => void])[] = [
  [{ urgency: 'tonight' }, nobodyHasItYet],
  [{ urgency: 'tonight' }, saidYesByPhone],
  [{ urgency: 'within-24-hours', child: true }, asksBack],
  [{ urgency: 'within-24-hours' }, toBeContacted],
  [{}, toBeAssigned],
  [{ urgency: 'within-24-hours' }, threeTracks],
  [{}, cameBack],
  [{ urgency: 'within-24-hours' }, noBed],
  [
    {},
    (scene) => {
      wentHerOwnWay(scene)
      notYetSent(scene)
    },
  ],
  [{ urgency: 'routine' }, nobodyReachesHer],
  [{ child: true }, childsFirstDays],
  [{}, takenBack],
  // Every status appears in the threads above; the threads below only add further records.
  [{ urgency: 'routine' }, lateAtTheInspection(50)],
  [{ urgency: 'soon' }, neverCalled],
  [{ child: true }, noGuardianYet],
  [{ urgency: 'routine' }, lateAtTheInspection(76, 13)],
]

/**
 * Returns the latest start time whose deadline, computed by `reaches`, falls at or before `wanted`. The search goes
 * hour by hour, because a due time can only be computed from its start.
 */
const startedSoThat = (pace: Pace, reaches: (start: number) => number, wanted: number): number => {
  let start = pace.now - hour
  while (reaches(start) > wanted) start -= hour
  return start
}
