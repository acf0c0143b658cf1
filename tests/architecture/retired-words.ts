/**
 * A retired name, its plain name, and the maximum number of uses. With a maximum of zero every use is refused; a name
 * that is not renamed yet may still be used in code around the existing uses.
 */
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
/** A word that is retired only as the name of an export: `over` may still name a local value. */
const exported = (word: string, instead: string, ceiling: number): RetiredWord => ({
  word,
  instead,
  pattern: new RegExp(`export (?:const|function|type|interface|class) ${word}\\b`, 'g'),
  ceiling,
})

export const retiredWords: readonly RetiredWord[] = [
  name('Who', 'RequestContext', 0),
  name('flight', 'read', 0),
  name('readPipelined', 'read', 0),
  name('asActor', 'write', 0),
  name('asJob', 'write', 0),
  name('door', 'transition', 7),
  name('Letter', 'OutboundMessage', 4),
  name('parcel', 'batch', 0),
  name('round', 'scheduledJob', 107),
  name('ruling', 'appliedRule', 8),
  name('book', 'rules', 25),
  name('course', 'timeline', 121),
  name('leg', 'segment', 16),
  name('stretch', 'chunk', 8),
  name('goOn', 'appendChunk', 0),
  name('mourners', 'say what they are', 0),
  name('ears', 'say what they are', 0),
  name('house', 'say what they are', 323),
  name('hands', 'say what they are', 516),
  name('crowd', 'say what they are', 19),
  name('impatience', 'bodyTimeout', 0),
  name('patient', 'longUpload', 0),
  exported('over', 'fallbackCatalogue', 0),
  exported('leave', 'awaitAtCommit', 4),
  name('let_rest', 'discard_dead_letter', 0),
  name('revive', 'retryDeadLetter', 0),
  name('silence', 'unanswered', 4),
  name('endSilence', 'expireUnanswered', 0),
  name('lookedAt', 'inspectFile', 0),
  name('placed', 'attachOrDelete', 0),
  name('heeded', 'withIdleTimeout', 0),
  name('say', 't', 3),
  name('words', 'messages, freeText', 1201),
  name('tell', 'notify', 150),
  name('told', 'notified', 541),
  name('tells', 'notifies', 81),
  name('said', 'say what it is', 311),
  name('kept', 'localDraft, stored', 554),
  name('fn', 'role', 0),
  name('looks', 'access, viewers, screenshots', 85),
  name('lanes', 'concurrencyLimit, drain, track', 20),
  name('wall', 'compartment', 60),
  name('desk', 'work items', 100),
  name('hand_back', 'unassignFormerStaff', 0),
  name('stranded', 'workOfFormerStaff', 4),
]
