import { limitKinds, Mark, Nature } from '@palermo/shared/deadlines/contract.ts'
import { Effect, limitUnits, type Rule } from '@palermo/shared/deadlines/profile.ts'
import { useSay } from '../messages.ts'
import { DateField } from '../ui/DateField.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Ladder } from './Ladder.tsx'
import { canBeLate, canVerify, type RuleDraft, warnings } from './rule-draft.ts'

/** What can be wrong, each at its field. */
export type Part = 'when' | 'limit' | 'warnAt' | 'overdueAt' | 'escalate' | 'expires' | 'source' | 'extension' | 'pause'

interface Fields {
  draft: RuleDraft
  faultOf: (part: Part) => string | undefined
  onChange: (changed: Partial<RuleDraft>) => void
}

export const LimitFields = ({ draft, faultOf, onChange }: Fields) => {
  const say = useSay()
  return (
    <div className="flex flex-wrap gap-3">
      <TextField
        short
        label={say('jurisdictions.fields.value')}
        type="number"
        min={1}
        max={5000}
        required
        error={faultOf('limit')}
        value={draft.value}
        onChange={(value) => onChange({ value })}
      />
      <Select
        label={say('jurisdictions.fields.unit')}
        value={draft.unit}
        options={limitUnits.map((one) => ({ value: one, label: say(`jurisdictions.units.${one}`) }))}
        onChange={(unit) => unit !== '' && onChange({ unit })}
      />
      <Select
        label={say('jurisdictions.fields.kind')}
        value={draft.kind}
        options={limitKinds.map((one) => ({ value: one, label: say(`jurisdictions.kind-of.${one}`) }))}
        onChange={(kind) => kind !== '' && onChange({ kind })}
      />
    </div>
  )
}

/** Who is reminded, and who hears that it is late. */
export const Lateness = ({ draft, faultOf, onChange }: Fields) => {
  const say = useSay()
  return (
    <>
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <Select
          label={say('jurisdictions.fields.warnBy')}
          value={draft.warnBy}
          options={warnings.map((one) => ({ value: one, label: say(`jurisdictions.warn-by.${one}`) }))}
          onChange={(warnBy) => warnBy !== '' && onChange({ warnBy })}
        />
        <TextField
          label={say('jurisdictions.fields.warnAt')}
          hint={say(`jurisdictions.warn-by.${draft.warnBy}.hint`)}
          inputMode="decimal"
          optional
          error={faultOf('warnAt')}
          value={draft.warnAt}
          onChange={(warnAt) => onChange({ warnAt })}
        />
      </div>
      {canBeLate(draft.kind) ? (
        <>
          <TextField
            label={say('jurisdictions.fields.overdueAt')}
            hint={say('jurisdictions.fields.overdueAt.hint')}
            optional
            error={faultOf('overdueAt')}
            value={draft.overdueAt}
            onChange={(overdueAt) => onChange({ overdueAt })}
          />
          <Ladder ladder={draft.ladder} error={faultOf('escalate')} onChange={(ladder) => onChange({ ladder })} />
        </>
      ) : (
        <p className="measure text-quiet">{say('jurisdictions.never-late')}</p>
      )}
    </>
  )
}

/** How it ends by itself, how loud it is, and what it means in law. */
export const AlsoMeans = ({ draft, faultOf, onChange }: Fields) => {
  const say = useSay()
  return (
    <div className="grid items-end gap-3 sm:grid-cols-2">
      {draft.kind !== 'notBefore' && (
        <Select
          label={say('jurisdictions.fields.expires')}
          value={draft.expiresInto}
          none={say('jurisdictions.expires.never')}
          options={(['return', 'lapse'] as const).map((one) => ({
            value: one,
            label: say(`jurisdictions.expires.${one}`),
          }))}
          onChange={(expiresInto) => onChange({ expiresInto })}
        />
      )}
      {draft.kind !== 'notBefore' && draft.expiresInto !== '' && (
        <TextField
          short
          label={say('jurisdictions.fields.expiresAt')}
          type="number"
          min={100}
          max={1000}
          step="any"
          error={faultOf('expires')}
          value={draft.expiresAt}
          onChange={(expiresAt) => onChange({ expiresAt })}
        />
      )}
      <Select
        label={say('jurisdictions.fields.nature')}
        hint={say('jurisdictions.fields.nature.hint')}
        value={draft.nature}
        options={Nature.options.map((one) => ({ value: one, label: say(`jurisdictions.natures.${one}`) }))}
        onChange={(nature) => nature !== '' && onChange({ nature })}
      />
      <Select
        label={say('jurisdictions.fields.effect')}
        value={draft.effect}
        none={say('jurisdictions.effects.none')}
        options={Effect.options.map((one) => ({ value: one, label: say(`deadlines.effects.${one}`) }))}
        onChange={(effect) => onChange({ effect })}
      />
    </div>
  )
}

export const Cited = ({ draft, faultOf, onChange }: Fields) => {
  const say = useSay()
  return (
    <>
      <TextArea
        label={say('jurisdictions.fields.source')}
        rows={3}
        required
        maxLength={400}
        error={faultOf('source')}
        value={draft.source}
        onChange={(source) => onChange({ source })}
      />
      <Select
        label={say('jurisdictions.fields.mark')}
        hint={say('jurisdictions.fields.mark.hint')}
        value={draft.mark}
        options={Mark.options.map((one) => ({ value: one, label: say(`jurisdictions.marks.${one}`) }))}
        onChange={(mark) => mark !== '' && onChange({ mark })}
      />
      {canVerify(draft.mark) && (
        <DateField
          label={say('jurisdictions.fields.verifiedOn')}
          hint={say('jurisdictions.fields.verifiedOn.hint')}
          optional
          value={draft.verifiedOn}
          onChange={(verifiedOn) => onChange({ verifiedOn })}
        />
      )}
    </>
  )
}

/** How much more time may be given, and how long it may stand still. */
export const Allowances = ({ draft, faultOf, onChange, rule }: Fields & { rule: Rule }) => {
  const say = useSay()
  return (
    <>
      {rule.extension && (
        <div className="flex flex-wrap gap-3">
          <TextField
            short
            label={say('jurisdictions.fields.most', { unit: say(`jurisdictions.units.${rule.extension.most.unit}`) })}
            type="number"
            min={1}
            error={faultOf('extension')}
            value={draft.most}
            onChange={(most) => onChange({ most })}
          />
          <TextField
            short
            label={say('jurisdictions.fields.times')}
            type="number"
            min={1}
            max={50}
            value={draft.times}
            onChange={(times) => onChange({ times })}
          />
        </div>
      )}
      {rule.pause && (
        <TextField
          short
          label={say('jurisdictions.fields.pause', { unit: say(`jurisdictions.units.${rule.pause.most.unit}`) })}
          type="number"
          min={1}
          error={faultOf('pause')}
          value={draft.pauseMost}
          onChange={(pauseMost) => onChange({ pauseMost })}
        />
      )}
    </>
  )
}
