import type { Stage, Track } from '@palermo/shared/cases/tracks.ts'
import type { NewNote } from '@palermo/shared/notes/contract.ts'
import type { PersonKey } from './cast.ts'
import { hour } from './pace.ts'
import { type Scene, service } from './scene.ts'

const leader = 'caseworker@ngo'

/**
 * Plans one complete case of six weeks, in which protection, justice and immigration run in parallel and each
 * compartment has texts.
 */
export const threeTracks = (scene: Scene): void => {
  beginning(scene)
  protection(scene)
  justice(scene)
  immigration(scene)
  thingsToDo(scene)
}

const days = 24
const reach = ({ add, pace }: Scene, at: number, by: PersonKey, track: Track, stage: Stage) =>
  add(at, by, { do: 'case', step: { action: 'advance', track, stage, on: pace.dateAt(at) } })
const note = ({ add }: Scene, at: number, by: PersonKey, compartment: NewNote['compartment'], text: string) =>
  add(at, by, { do: 'note', compartment, kind: 'observation', text })

const beginning = (scene: Scene) => {
  const { add, ago, ask, refer } = scene
  ask('lead', 'officer@police', 'ngo', ago(42 * days), { needs: ['bed', 'doctor', 'legal-advice', 'interpreter'] })
  refer(ago(42 * days - 0.5), leader, 'lead', { action: 'acknowledge' })
  const change = { topic: 'meeting-point', old: 'Front desk of the unit.', new: 'Waiting room of the clinic.' } as const
  refer(ago(42 * days - 1), 'officer@police', 'lead', { action: 'amend', ...change, reason: 'She is with the doctor.' })
  refer(ago(42 * days - 2), leader, 'lead', { action: 'accept', note: 'Accepted. We come with an interpreter.' })
  refer(ago(42 * days - 6), leader, 'lead', { action: 'start' })
  add(ago(41 * days), 'supervisor@ngo', { do: 'join', person: 'counsellor@ngo' })
  add(ago(40 * days), 'supervisor@ngo', { do: 'join', person: 'lawyer@ngo' })
  const outcomes = [
    { outcome: 'safe-tonight', score: 'met' },
    { outcome: 'seen-by-doctor', score: 'met' },
    { outcome: 'advised-by-lawyer', score: 'partly' },
    { outcome: 'able-to-communicate', score: 'met' },
    { outcome: 'case-led', score: 'met' },
  ] as const
  const closing = 'What was asked for on the first night is done; the work goes on with us.'
  refer(ago(20 * days), leader, 'lead', { action: 'complete', outcomes: [...outcomes], note: closing })
}

const protection = (scene: Scene) => {
  const { add, ago, ask, refer } = scene
  ask('bed', leader, 'shelter', ago(42 * days - 4), service('bed'))
  refer(ago(42 * days - 5), 'caseworker3@ngo', 'bed', { action: 'accept' })
  refer(ago(42 * days - 9), 'caseworker3@ngo', 'bed', { action: 'start' })
  refer(ago(15 * days), 'caseworker3@ngo', 'bed', { action: 'review-service' })
  reach(scene, ago(42 * days - 10), leader, 'protection', 'safe-tonight')
  note(
    scene,
    ago(41 * days - 3),
    leader,
    'C1',
    'First talk, with the interpreter. She wants to rest before anything else.',
  )
  ask('clinic', leader, 'health', ago(40 * days), service('doctor'))
  refer(ago(40 * days - 3), 'caseworker@health', 'clinic', { action: 'accept' })
  refer(ago(39 * days), 'caseworker@health', 'clinic', { action: 'start' })
  note(scene, ago(38 * days), 'caseworker@health', 'C3', 'Seen by the doctor; comes again in two weeks.')
  reach(scene, ago(37 * days), leader, 'protection', 'needs-assessed')
  const suspected = { action: 'record-exploitation', form: 'servitude', basis: 'suspected' } as const
  add(ago(37 * days - 1), leader, { do: 'case', step: suspected })
  add(ago(32 * days), leader, { do: 'case', step: { ...suspected, basis: 'stated' } })
  note(
    scene,
    ago(36 * days),
    'counsellor@ngo',
    'C3',
    'She asked for somebody to talk to. First talk held, next one in a week.',
  )
  note(scene, ago(33 * days), leader, 'C2', 'Moved to a quieter room of the same place.')
  reach(scene, ago(30 * days), leader, 'protection', 'plan-agreed')
  refer(ago(24 * days), 'caseworker@health', 'clinic', {
    action: 'complete',
    outcomes: [{ outcome: 'seen-by-doctor', score: 'met' }],
    note: 'Treatment ended. She knows how to reach us.',
  })
  reach(scene, ago(18 * days), leader, 'protection', 'services-under-way')
  const reviewed = 'Looked at the plan together: a course in the mornings, the talks go on.'
  add(ago(14 * days), leader, { do: 'case', step: { action: 'review', note: reviewed } })
  note(scene, ago(2 * days), 'counsellor@ngo', 'C3', 'Sleeps better. The talks go on once a week.')
}

/** Plans a prosecution that the person wants and has agreed with a lawyer. No service depends on the prosecution. */
const justice = (scene: Scene) => {
  const { ago, ask, refer } = scene
  ask('statement', leader, 'police', ago(27 * days), service('safe-transport'))
  refer(ago(27 * days - 4), 'investigator@police', 'statement', { action: 'accept' })
  refer(ago(27 * days - 12), 'investigator@police', 'statement', { action: 'start' })
  reach(scene, ago(26 * days), 'investigator@police', 'justice', 'reported')
  note(
    scene,
    ago(25 * days),
    'investigator@police',
    'C5',
    'Statement taken once, with her lawyer and an interpreter present.',
  )
  reach(scene, ago(22 * days), 'investigator@police', 'justice', 'investigating')
  ask('advice', 'investigator@police', 'justice', ago(5), service('legal-advice'))
}

const immigration = (scene: Scene) => {
  const { ago, ask, refer } = scene
  ask('stay', leader, 'immigration', ago(21 * days), service('documents'))
  refer(ago(21 * days - 6), 'officer@immigration', 'stay', { action: 'accept' })
  refer(ago(20 * days - 2), 'officer@immigration', 'stay', { action: 'start' })
  reach(scene, ago(20 * days - 3), 'officer@immigration', 'immigration', 'bar-to-removal')
  note(scene, ago(19 * days), 'lawyer@ngo', 'C4', 'Application for a stay prepared with her; she keeps a copy.')
  reach(scene, ago(17 * days), 'officer@immigration', 'immigration', 'status-requested')
}

const thingsToDo = ({ add, ago, pace }: Scene) => {
  const task = (as: string, at: number, dueAt: number, more: Partial<Task> & Pick<Task, 'kind' | 'text'>) =>
    add(at, leader, { do: 'task', as, compartment: 'C1', dueAt, ...more })
  task('papers', ago(12 * days), ago(8 * days), {
    kind: 'document',
    text: 'Copy her papers and give the originals back.',
  })
  add(ago(9 * days), leader, {
    do: 'end-task',
    on: 'papers',
    action: 'finish',
    note: 'Copied; the originals are with her.',
  })
  task('course', ago(11 * days), ago(4 * days), { kind: 'arrange', text: 'Arrange the evening course.' })
  add(ago(6 * days), leader, { do: 'end-task', on: 'course', action: 'cancel', note: 'She chose the morning one.' })
  task('telephone', ago(7 * days), ago(2 * days), {
    kind: 'check-safety',
    text: 'Look at the telephone settings together.',
  })
  task('visit', ago(3 * days), pace.now + 5 * hour, { kind: 'visit', text: 'Go along to the first lesson.' })
  const talk = 'Prepare the talk about how long she wants to stay.'
  task('talk', ago(2 * days), pace.now + 7 * hour, {
    kind: 'follow-up',
    text: talk,
    compartment: 'C3',
    assignee: 'counsellor@ngo',
  })
  const letter = 'Explain the letter to her before the appointment.'
  task('letter', ago(26), pace.now + 2 * days * hour, {
    kind: 'document',
    text: letter,
    compartment: 'C4',
    assignee: 'lawyer@ngo',
  })
}

interface Task {
  kind: 'document' | 'arrange' | 'check-safety' | 'visit' | 'follow-up'
  text: string
  compartment: 'C1' | 'C3' | 'C4'
  assignee: PersonKey
}
