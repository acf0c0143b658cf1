/** A name that was given up, its plain name, and how many uses there may still be. At zero it is refused everywhere. */
interface RetiredWord {
  word: string
  instead: string
  pattern: RegExp
  ceiling: number
}

const name = (word: string, instead: string, ceiling: number): RetiredWord => ({
  word,
  instead,
  pattern: new RegExp(`(?<![\\w$-])${word}(?![\\w$-])`, 'g'),
  ceiling,
})
/** A word that is retired only as the name of something that other files use: `over` is a good name for a local value. */
const exported = (word: string, instead: string, ceiling: number): RetiredWord => ({
  word,
  instead,
  pattern: new RegExp(`export (?:const|function|type|interface|class) ${word}\\b`, 'g'),
  ceiling,
})

export const retiredWords: readonly RetiredWord[] = [
  name('Who', 'RequestContext', 0),
  name('flight', 'readPipelined', 0),
  name('door', 'transition', 28),
  name('Letter', 'OutboundMessage', 30),
  name('parcel', 'batch', 7),
  name('round', 'scheduledJob', 119),
  name('ruling', 'appliedRule', 178),
  name('book', 'rules', 175),
  name('course', 'timeline', 104),
  name('leg', 'segment', 16),
  name('stretch', 'chunk', 46),
  name('goOn', 'appendChunk', 18),
  name('mourners', 'say what they are', 8),
  name('ears', 'say what they are', 4),
  name('house', 'say what they are', 264),
  name('hands', 'say what they are', 426),
  name('crowd', 'say what they are', 19),
  name('impatience', 'bodyTimeout', 7),
  name('patient', 'longUpload', 15),
  exported('over', 'fallbackCatalogue', 4),
  exported('leave', 'awaitAtCommit', 6),
  name('let_rest', 'discard_dead_letter', 6),
  name('revive', 'retryDeadLetter', 7),
  name('silence', 'unanswered', 10),
  name('endSilence', 'expireUnanswered', 10),
  name('lookedAt', 'inspectFile', 12),
  name('placed', 'attachOrDelete', 16),
  name('heeded', 'withIdleTimeout', 5),
  name('say', 't', 3305),
  name('words', 'messages, freeText', 997),
  name('tell', 'notify', 123),
  name('told', 'notified', 448),
  name('tells', 'notifies', 65),
  name('said', 'say what it is', 255),
  name('kept', 'localDraft, stored', 473),
  name('fn', 'role', 225),
  name('looks', 'access, viewers, screenshots', 67),
  name('lanes', 'concurrencyLimit, drain, track', 37),
  name('wall', 'compartment', 421),
  name('desk', 'work items', 161),
  name('hand_back', 'unassignFormerStaff', 9),
  name('stranded', 'workOfFormerStaff', 22),
]
