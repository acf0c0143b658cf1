import { writeFileSync } from 'node:fs'
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import { convert } from './convert.ts'
import { readSource } from './source.ts'

// Writes the United Kingdom's form from its source. The result is committed, and a test compares the committed form
// with the source.
const { form, words } = convert(readSource())
SoundForm.parse(form)
const write = (name: string, what: unknown) =>
  writeFileSync(new URL(`../../../shared/forms/${name}.json`, import.meta.url), `${JSON.stringify(what, null, 2)}\n`)
write('uk-first-responder', form)
write('uk-first-responder.en', words)
