import { defaultsIn } from '@palermo/shared/jurisdictions/complete.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import type { ExplainedType } from '@palermo/shared/records/contract.ts'
import { explainType } from '@palermo/shared/records/explain.ts'
import { type Command, UsageFault } from './call.ts'
import { handWritten } from './hand-written.ts'

export const explainCommand: Command = {
  name: 'explain',
  usage: 'TYPE [--profile CODE]',
  about:
    'Explains a record type: its table, fields and compartments, who may do what, statuses, clocks and who owes them, recipients, ' +
    'routes and hand-written parts. Reads declarations alone, and no database.',
  options: { profile: { type: 'string' } },
  async run(call) {
    const [name, another] = call.args
    const names = recordTypes.map((type) => type.name).join(', ')
    if (name === undefined || another !== undefined) throw new UsageFault(`Name one record type: ${names}.`)
    const type = recordTypes.find((one) => one.name === name || one.plural === name)
    if (type === undefined) throw new UsageFault(`There is no record type ${name}. There are ${names}.`)
    const code = typeof call.options.profile === 'string' ? call.options.profile : 'int'
    const profile = shippedProfiles().get(code)
    if (profile === undefined)
      throw new UsageFault(`No profile ${code} is shipped. There are ${[...shippedProfiles().keys()].join(', ')}.`)
    for (const line of linesOf(explainType(type, profile, defaultsIn(profile)), profile.code)) call.terminal.log(line)
    for (const line of await linesOfSource(type.plural)) call.terminal.log(line)
    return 0
  },
}

/** Returns a heading with its lines, or an empty list if there are no lines. */
const part = (heading: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)]

const list = (label: string, values: readonly string[]) =>
  values.length === 0 ? '' : ` · ${label} ${values.join(', ')}`

const linesOf = (type: ExplainedType, profile: string): string[] => [
  `${type.name}: table ${type.table}, ${type.area}${type.track === null ? '' : `, ${type.track} track`}`,
  `${type.dossier === null ? 'Hangs on nothing: its parties alone read it.' : `Hangs on a ${type.dossier}.`} Compartment: ${type.compartment}. Page: ${type.page}.`,
  ...part(
    'Fields',
    type.fields.map(
      ({ name, kind, column, compartment, isOptional, values }) =>
        `${name}${isOptional ? '?' : ''}: ${kind} in ${compartment}${column === null ? ', encrypted' : ` (${column})`}${list('one of', values)}`,
    ),
  ),
  ...part('Columns kept by hand-written parts', type.byHand),
  ...part(
    'Parties',
    type.parties.map(
      ({ name, kind, columns, orElse }) =>
        `${name}: ${kindWords[kind]}${list('kept in', columns)}${orElse === null ? '' : ` · else ${orElse} owes`}`,
    ),
  ),
  ...part(
    'Statuses',
    type.statuses.map(
      ({ name, isFinal, clock }) => `${name}: ${isFinal ? 'final' : (clock ?? 'nothing is waited for')}`,
    ),
  ),
  ...part('Creation', [
    `${type.create.may.length === 0 ? 'decided by its hand-written part' : rights(type.create.may)}${list('takes', type.create.fields)}${list('by hand', type.create.byHand)}${list('starts', type.create.opens)}${list('notifies', type.create.notifies)}`,
  ]),
  ...part(
    'Actions',
    type.actions.map(
      ({ name, from, to, may, notBy, behind, fields, byHand, opens, closes, notifies, by }) =>
        `${name}: ${from.join(', ')}${to === null ? '' : ` → ${to}`} · ${by === 'clock' ? 'by itself' : rights(may)}` +
        `${notBy === null ? '' : ` · not by ${notBy}`}${behind === null ? '' : ` · within ${behind}`}` +
        `${list('takes', fields)}${list('by hand', byHand)}${list('starts', opens)}${list('stops', closes)}${list('notifies', notifies)}${by === 'own-route' ? ' · by a route of its own' : ''}`,
    ),
  ),
  ...part(
    `Clocks, by the profile ${profile}`,
    type.clocks.map(
      ({ key, owes, orElse, owedTo, isDefault }) =>
        `${key}: owed by ${owes ?? 'nobody'}${orElse === null ? '' : `, else ${orElse}`}${owedTo === null ? '' : ` to ${owedTo}`}${isDefault ? ' · default of the record type, no law' : ''}`,
    ),
  ),
]

const kindWords = { agency: 'an agency', person: 'a member of staff', clock: 'no party, but what happens by itself' }

const rights = (may: ExplainedType['create']['may']) =>
  may
    .map(({ party, roles }) => (roles.length === 0 ? `${party} by itself` : `${party} as ${roles.join(', ')}`))
    .join('; or ')

const linesOfSource = async (plural: string): Promise<string[]> => {
  const source = await handWritten(plural)
  if (source === undefined) return ['', 'Routes and hand-written parts are shown in a checkout alone.']
  return [...part('Routes', source.routes), ...part('Hand-written parts', source.files)]
}
