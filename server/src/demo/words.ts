import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import type { AmendmentTopic } from '@palermo/shared/referrals/inputs.ts'
import type { z } from 'zod'

/** Returns the name of the demo's n-th invented person. */
export const nameOf = (n: number): string => `Invented Person ${String(n).padStart(3, '0')}`

export const stories = [
  'Invented story: promised kitchen work, then paid nothing for five months and told to work off a debt.',
  'Invented story: papers were taken on arrival and kept by the employer.',
  'Invented story: answered an advertisement for office work and was made to write messages to strangers all night.',
  'Invented story: came for domestic work, could not leave the house alone and slept on the floor.',
  'Invented story: worked on a boat longer than agreed; wages were held back at every port.',
  'Invented story: brought by somebody the family trusted, then told that the journey had to be paid back.',
  'Invented story: was watched at all times; the telephone was taken away.',
  'Invented story: left at night through a back door and asked the first office that was open for help.',
  'Invented story: says that others are still there and is afraid for them.',
  'Invented story: wages were promised each month and never came; asking for them was answered with threats.',
]

export const childWishes = [
  'Wants to stay together with the younger brother.',
  'Wants to go on with school.',
  'Wants to telephone the grandmother, in the presence of the worker.',
]

export const meetingPoints = [
  'Side entrance of the arrivals hall, by the blue lamp.',
  'Waiting room of the clinic, second floor.',
  'Front desk of the protection unit.',
  'Bench in front of the town library.',
]

export const questions = [
  'Is an interpreter needed for the first talk, and in which language?',
  'Is there anybody who travels along and should come too?',
  'Is any medicine taken that must not be interrupted?',
  'From which day is the place needed?',
]
export const answers = [
  'Yes, for the first talk; afterwards plain English is enough.',
  'Nobody travels along.',
  'Nothing regular. A doctor was seen today.',
  'From tomorrow morning; tonight is arranged.',
]

export const acceptances = [
  'We can begin this week. Please say that a named worker will call.',
  'Accepted. The first talk can be here or at your desk, as preferred.',
  'Accepted. We bring an interpreter along.',
]
export const declines = [
  'No place is free until the end of the month.',
  'This lies outside the area that we cover.',
  'We have no worker for this language at present.',
]
export const withdrawals = [
  'Help was found near the family, with thanks to everybody.',
  'Not wanted now. It is known where to ask again.',
]
export const completions = [
  'What was asked for is done, and our number is known.',
  'All talks were held, and what comes next was explained.',
  'The papers are handed over, with copies for the lawyer.',
]
export const reviewNotes = [
  'Looked at what was planned together: most of it is under way, nothing has to change.',
  'All is well at the place. The next step is the course that was chosen.',
  'Asked about safety: no calls from anybody unwanted since the last talk.',
  'Plan changed as wished: work first, lessons in the evening.',
]
export const closingNotes = [
  'Manages alone now, and knows how to come back.',
  'Ended as agreed. Last talk by telephone.',
]
export const reopenings = ['Came back and asked for help with papers.', 'A new worry about safety; work begins again.']

/** Invented notes, by compartment. */
export const notes: Record<OpenCompartment, readonly string[]> = {
  C1: [
    'First talk, about an hour. The question was what happens next, and who will know what.',
    'Called at the agreed time. All is well; the next date should be in the afternoon.',
    'Went through the choices together; wants two days to think.',
    'Agreed to the plan. Everything in it is an own choice.',
    'Short call. The appointment is moved to next week as wished.',
    'Spoke with the interpreter present; the language fits.',
    'Asked for a copy of the papers and got it.',
  ],
  C2: [
    'Moved to another room of the same place; the old one was too loud.',
    'The place is agreed for three more months.',
    'Would rather meet in the town than at the place.',
  ],
  C3: [
    'Seen by the doctor; comes again in two weeks.',
    'Sleeps better. The talks go on once a week.',
    'Asked for somebody to talk to; first talk is arranged.',
    'Medicine explained with the interpreter.',
  ],
  C4: [
    'Application for a stay prepared together with the lawyer.',
    'The letter came; what it means was explained.',
    'Travel papers are asked for. It takes about six weeks.',
  ],
  C5: [
    'Statement taken once, with the lawyer and an interpreter present.',
    'The documents from the employer are copied and listed.',
    'Told the lawyer when the next hearing will be.',
    'No further questions at this stage.',
  ],
}

/** Invented notes on the wage claim, which mention only work and money. */
export const labourNotes = ['Hours and wages listed from memory.', 'The employer was asked for the pay records.']

export const tasks = {
  call: ['Call at the agreed time.', 'Call the clinic for the next appointment.'],
  visit: ['Visit with the interpreter.', 'Go along to the first lesson.'],
  arrange: ['Arrange an interpreter for Thursday.', 'Arrange the way to the clinic.'],
  document: ['Copy the papers and give the originals back.', 'Fill in the form together.'],
  'follow-up': ['Ask whether the course has begun.', 'Ask how the new room is.'],
  'check-safety': ['Ask about calls from unknown numbers.', 'Look at the telephone settings together.'],
} as const
export const taskResults = ['Done as agreed.', 'Done; the next step has its own task.', 'Reached at the second try.']

interface Amendment {
  topic: z.infer<typeof AmendmentTopic>
  old: string
  new: string
  reason: string
}
export const amendments: readonly Amendment[] = [
  {
    topic: 'meeting-point',
    old: 'Front desk of the protection unit.',
    new: 'Waiting room of the clinic.',
    reason: 'Still with the doctor.',
  },
  {
    topic: 'needs',
    old: 'A bed and a doctor.',
    new: 'A bed, a doctor and warm clothes.',
    reason: 'Arrived without luggage.',
  },
  {
    topic: 'language',
    old: 'No interpreter.',
    new: 'An interpreter for the first talk.',
    reason: 'Asked for by the person.',
  },
]

export const whoAnswered = ['Duty worker, first shift', 'Duty worker, night shift']
