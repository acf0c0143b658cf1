import { childAgeBands } from '../codes/age-bands.ts'
import type { Condition } from './conditions.ts'
import type { Form, FormSource } from './contract.ts'
import { SoundForm } from './sound.ts'

const adult: Condition = {
  op: 'all',
  of: [
    { op: 'equals', field: 'under-18', value: 'no' },
    { op: 'not', of: { op: 'one-of', field: 'age-band', values: [...childAgeBands] } },
  ],
}

const agreed: Condition = { op: 'equals', field: 'wants-referral', value: 'yes' }

// Holds if the person was asked and did not agree. A missing answer is no agreement either, and is treated by other
// conditions.
const declined: Condition = { op: 'one-of', field: 'wants-referral', values: ['no', 'refused'] }

const notYetAsked: Condition = { op: 'one-of', field: 'wants-referral', values: ['not-asked', 'unknown'] }

const step = (id: string) => ({ id, titleKey: `forms.intake-short.steps.${id}.title` })
const hinted = (id: string) => ({ ...step(id), hintKey: `forms.intake-short.steps.${id}.hint` })
const field = <const Id extends string>(id: Id) => ({ id, labelKey: `forms.intake-short.fields.${id}.label` })
const hintOf = (id: string) => ({ hintKey: `forms.intake-short.fields.${id}.hint` })
const options = (id: string, codes: string[]) => ({
  options: codes.map((code) => ({ code, labelKey: `forms.intake-short.fields.${id}.options.${code}` })),
})

const source: FormSource = {
  id: 'intake-short',
  version: 1,
  purpose: 'referral',
  titleKey: 'forms.intake-short.title',
  steps: [
    {
      ...hinted('safety'),
      fields: [
        { ...field('safe-now'), kind: 'yes-no-unsure', required: true, compartment: 'C0', mapsTo: 'referral.safe-now' },
        {
          ...field('companions'),
          kind: 'choice',
          ...options('companions', ['alone', 'apart-now', 'not-yet-apart', 'cannot-be-apart']),
          compartment: 'C1',
          mapsTo: 'person.companions',
        },
        {
          ...field('urgency'),
          kind: 'choice',
          options: { list: 'urgencies' },
          required: true,
          compartment: 'C0',
          mapsTo: 'referral.urgency',
        },
      ],
    },
    {
      ...hinted('age'),
      fields: [
        { ...field('language'), ...hintOf('language'), kind: 'language', compartment: 'C0', mapsTo: 'person.language' },
        { ...field('interpreter'), kind: 'yes-no-unsure', compartment: 'C0', mapsTo: 'person.interpreter' },
        { ...field('under-18'), kind: 'yes-no-unsure', required: true, compartment: 'C0', mapsTo: 'person.under-18' },
        {
          ...field('age-band'),
          kind: 'choice',
          options: { list: 'age-bands' },
          compartment: 'C0',
          mapsTo: 'person.age-band',
        },
      ],
    },
    {
      ...hinted('agreement'),
      when: adult,
      fields: [
        {
          ...field('wants-referral'),
          kind: 'five-valued',
          required: true,
          compartment: 'C0',
          mapsTo: 'referral.wanted',
        },
        {
          ...field('life-in-danger'),
          ...hintOf('life-in-danger'),
          kind: 'yes-no-unsure',
          required: true,
          compartment: 'C0',
          mapsTo: 'referral.vital-interest',
          when: notYetAsked,
        },
        {
          ...field('agrees-to'),
          ...hintOf('agrees-to'),
          kind: 'choices',
          options: { list: 'consent-presets' },
          compartment: 'C0',
          mapsTo: 'consent.presets',
          when: agreed,
        },
      ],
      ends: [
        { when: declined, outcome: 'count-only' },
        // Without the person's answer a referral is allowed only for a named vital interest.
        {
          when: {
            op: 'all',
            of: [notYetAsked, { op: 'not', of: { op: 'equals', field: 'life-in-danger', value: 'yes' } }],
          },
          outcome: 'incomplete',
        },
      ],
    },
    {
      // A child is informed and heard (Convention on the Rights of the Child, art. 12), but the child's consent does
      // not decide.
      ...hinted('child'),
      when: { op: 'not', of: adult },
      fields: [
        {
          ...field('child-with'),
          kind: 'choice',
          ...options('child-with', ['nobody', 'parent', 'relative', 'other-adult', 'other-children']),
          alsoTakes: ['not-sure'],
          compartment: 'C1',
          mapsTo: 'person.child-with',
        },
        {
          ...field('child-told'),
          kind: 'choice',
          ...options('child-told', ['told', 'not-yet', 'not-possible']),
          compartment: 'C1',
        },
        { ...field('child-wishes'), ...hintOf('child-wishes'), kind: 'long-text', story: true, compartment: 'C1' },
      ],
    },
    {
      ...hinted('needs'),
      fields: [
        {
          ...field('needs'),
          kind: 'choices',
          options: { list: 'needs' },
          required: true,
          compartment: 'C0',
          mapsTo: 'referral.needs',
        },
        {
          // Asked and shown only if the receiver provides a bed, because the receiver must then know who arrives.
          ...field('accompanied'),
          kind: 'choice',
          ...options('accompanied', ['alone', 'with-children', 'with-adults']),
          alsoTakes: ['not-sure'],
          compartment: 'C0',
          mapsTo: 'person.accompanied',
          when: { op: 'all', of: [adult, { op: 'contains', field: 'needs', values: ['bed'] }] },
        },
      ],
    },
    {
      ...hinted('person'),
      fields: [
        {
          ...field('known-as'),
          ...hintOf('known-as'),
          kind: 'text',
          alsoTakes: ['not-asked-now'],
          limits: { maxLength: 100, pattern: 'no-web-address' },
          compartment: 'C1',
          mapsTo: 'person.known-as',
        },
        {
          ...field('gender'),
          kind: 'choice',
          options: { list: 'genders' },
          alsoTakes: ['not-asked-now'],
          compartment: 'C1',
          mapsTo: 'person.gender',
        },
        {
          ...field('birth-year'),
          kind: 'year',
          alsoTakes: ['not-asked-now', 'not-sure'],
          limits: { notFuture: true },
          compartment: 'C1',
          mapsTo: 'person.birth-year',
        },
        {
          ...field('nationality'),
          kind: 'nationality',
          alsoTakes: ['not-asked-now', 'not-sure'],
          compartment: 'C1',
          mapsTo: 'person.nationality',
        },
        {
          ...field('contact-ways'),
          ...hintOf('contact-ways'),
          kind: 'choices',
          options: { list: 'contact-ways' },
          alone: ['none-safe'],
          alsoTakes: ['not-asked-now', 'not-sure'],
          compartment: 'C1',
          mapsTo: 'person.contact-ways',
        },
        {
          ...field('contact-details'),
          ...hintOf('contact-details'),
          kind: 'text',
          limits: { maxLength: 300 },
          compartment: 'C1',
          mapsTo: 'person.contact-details',
          when: {
            op: 'contains',
            field: 'contact-ways',
            values: ['call', 'text-message', 'message-app', 'e-mail', 'through-somebody'],
          },
        },
        {
          ...field('risk-flags'),
          ...hintOf('risk-flags'),
          kind: 'choices',
          options: { list: 'risk-flags' },
          alone: ['none-known'],
          alsoTakes: ['not-asked-now', 'not-sure'],
          compartment: 'C1',
          mapsTo: 'person.risk-flags',
        },
        {
          ...field('what-happened'),
          ...hintOf('what-happened'),
          kind: 'long-text',
          story: true,
          limits: { maxLength: 2000 },
          compartment: 'C1',
          mapsTo: 'referral.story',
        },
      ],
    },
    {
      ...step('ask'),
      fields: [
        { ...field('receiver'), ...hintOf('receiver'), kind: 'agency', compartment: 'C0', mapsTo: 'referral.receiver' },
        {
          ...field('kind'),
          kind: 'choice',
          // If the answer is blank, `proposedKind` decides the kind of referral.
          ...options('kind', ['lead', 'service']),
          compartment: 'C0',
          mapsTo: 'referral.kind',
        },
        {
          ...field('wished-outcomes'),
          ...hintOf('wished-outcomes'),
          kind: 'choices',
          options: { list: 'wished-outcomes' },
          compartment: 'C0',
          mapsTo: 'referral.wished-outcomes',
        },
        {
          ...field('meeting-point'),
          ...hintOf('meeting-point'),
          kind: 'text',
          limits: { maxLength: 300 },
          // The place of one meeting, in a compartment that both sender and receiver can read. A home address must not
          // be entered.
          compartment: 'C1',
          mapsTo: 'referral.meeting-point',
        },
      ],
    },
  ],
}

/**
 * The short form, which can be completed in two minutes on a phone at a border post at night. It never asks whether the
 * person wants contact with the police or another authority.
 */
export const intakeShort: Form = SoundForm.parse(source)
