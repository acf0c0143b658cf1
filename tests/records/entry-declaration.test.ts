import { chosenBy } from '@palermo/shared/records/declaration.ts'
import { compartment, instant, reference, text } from '@palermo/shared/records/fields.ts'
import { creator } from '@palermo/shared/records/parties.ts'
import { entryType } from '@palermo/shared/records/record-type.ts'
import { describe, expect, test } from 'vitest'

describe('an entry', () => {
  const remark = {
    plural: 'remarks',
    area: 'protection.2',
    track: null,
    dossier: 'case',
    compartment: chosenBy('compartment'),
    fields: {
      compartment: compartment(['C1', 'C3']),
      text: text({ max: 200 }),
      corrects: reference('remark').optional(),
      struckAt: instant().optional(),
    },
    parties: { author: creator() },
    create: { fields: ['compartment', 'text', 'corrects?'] },
    corrects: 'corrects',
    withdrawn: 'struckAt',
    page: 'dossier',
    example: { compartment: 'C1', text: 'Rather by letter' },
  } as const
  const refused = (change: object): string => {
    try {
      Reflect.apply(entryType, undefined, ['remark', { ...remark, ...change }])
      return ''
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }

  test('has no status, no action and no clock', () => {
    const declared = entryType('remark', remark)
    expect(declared.life).toBe(false)
    expect(declared).not.toHaveProperty('workflow')
  })

  test.each<[string, object, RegExp]>([
    [
      'starts a clock that nothing can stop',
      { create: { ...remark.create, opens: ['remark.read'] } },
      /no action of an entry can stop it/,
    ],
    ['corrects what is no entry of its type', { corrects: 'text' }, /declare fields\.text as reference\('remark'\)/],
    ['is withdrawn in a field that is no time', { withdrawn: 'text' }, /declare fields\.text as instant/],
  ])('is refused that %s', (_what, change, why) => {
    expect(refused(change)).toMatch(why)
    expect(refused({})).toBe('')
  })
})
