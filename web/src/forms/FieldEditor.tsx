import { openCompartments } from '@palermo/shared/compartments.ts'
import { standIns } from '@palermo/shared/forms/answers.ts'
import { codedKinds, codesOf } from '@palermo/shared/forms/check.ts'
import { type Field, fieldKinds } from '@palermo/shared/forms/contract.ts'
import { type Edited, withField, withWord } from '@palermo/shared/forms/editing.ts'
import { mapTargets, targetCompartments } from '@palermo/shared/forms/targets.ts'
import { useTranslate } from '../messages.ts'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Choices } from '../ui/Choice.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Tick } from '../ui/Tick.tsx'
import { ConditionEditor } from './ConditionEditor.tsx'
import { OptionsEditor } from './OptionsEditor.tsx'
import { Worded, WordedHint } from './Worded.tsx'
import { useFormWords } from './words.ts'

interface Props {
  edited: Edited
  field: Field
  earlier: readonly Field[]
  onChange: (edited: Edited) => void
}

/** Edits one question: its texts, answers, compartment, column and condition. */
export const FieldEditor = ({ edited, field, earlier, onChange }: Props) => {
  const t = useTranslate()
  const { answerWords } = useFormWords()
  const set = (changed: Parameters<typeof withField>[2]) => onChange(withField(edited, field.id, changed))
  const word = (locale: string, key: string, text: string) => onChange(withWord(edited, locale, key, text))
  const hintKey = field.hintKey ?? `forms.${edited.form.id}.fields.${field.id}.hint`
  const isChosen = field.kind === 'choice' || field.kind === 'choices'
  const isText = field.kind === 'text' || field.kind === 'long-text'
  const filled = edited.form.steps.flatMap(({ fields }) =>
    fields.flatMap((one) => (one.mapsTo && one.id !== field.id ? [one.mapsTo] : [])),
  )
  const becomes = (kind: Field['kind']) => {
    const keeps = kind === 'choice' || kind === 'choices'
    const written = kind === 'text' || kind === 'long-text'
    const shell = field.compartment === 'C0' && !codedKinds.includes(kind)
    set({
      kind,
      ...(keeps ? {} : { options: undefined, alone: [] }),
      ...(written ? {} : { story: false }),
      ...(shell && !field.mapsTo ? { compartment: 'C1' as const } : {}),
    })
  }
  return (
    <div className="flex flex-col gap-4">
      <Worded label={t('forms.edit.question')} wordKey={field.labelKey} edited={edited} onWord={word} />
      <WordedHint
        wordKey={hintKey}
        edited={edited}
        onHint={(said, key) => onChange(withField(said, field.id, { hintKey: key }))}
      />
      <Select
        label={t('forms.edit.kind')}
        value={field.kind}
        options={fieldKinds.map((kind) => ({ value: kind, label: t(`forms.edit.kinds.${kind}`) }))}
        onChange={(kind) => kind !== '' && becomes(kind)}
      />
      {isChosen && (
        <OptionsEditor
          edited={edited}
          field={field}
          onWord={word}
          onOptions={(options, added) => {
            const codes = codesOf({ ...field, options } as Field) ?? []
            const alone = field.alone.filter((code) => codes.includes(code))
            const changed = withField(edited, field.id, { options, alone })
            onChange(added ? withWord(changed, 'en', added.key, added.text) : changed)
          }}
        />
      )}
      {field.kind === 'choices' && (codesOf(field)?.length ?? 0) > 0 && (
        <Choices
          columns
          optional
          label={t('forms.edit.alone')}
          value={field.alone}
          options={(codesOf(field) ?? []).map((code) => ({ value: code, label: answerWords(field, code) }))}
          onChange={(alone) => set({ alone })}
        />
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label={t('forms.edit.compartment')}
          hint={field.mapsTo ? t('forms.edit.compartment.fixed') : t(`compartments.${field.compartment}.readers`)}
          value={field.compartment}
          options={(field.mapsTo ? [field.compartment] : [...shellIf(field), ...openCompartments]).map((one) => ({
            value: one,
            label: t(`compartments.${one}.title`),
          }))}
          onChange={(compartment) => compartment !== '' && set({ compartment })}
        />
        <Select
          label={t('forms.edit.mapsTo')}
          hint={t('forms.edit.mapsTo.hint')}
          value={field.mapsTo ?? ''}
          none={t('forms.edit.mapsTo.none')}
          options={mapTargets
            .filter((target) => !filled.includes(target))
            .map((target) => ({ value: target, label: t(`forms.edit.targets.${target}`) }))}
          onChange={(target) =>
            set(target === '' ? { mapsTo: undefined } : { mapsTo: target, compartment: targetCompartments[target] })
          }
        />
      </div>
      <Tick label={t('forms.edit.required')} checked={field.required} onChange={(required) => set({ required })} />
      {isText && <Tick label={t('forms.edit.story')} checked={field.story} onChange={(story) => set({ story })} />}
      <Choices
        optional
        label={t('forms.edit.alsoTakes')}
        value={field.alsoTakes}
        options={standIns.map((one) => ({ value: one, label: t(`forms.answers.${one}`) }))}
        onChange={(alsoTakes) => set({ alsoTakes })}
      />
      <LimitsOf field={field} onChange={(limits) => set({ limits })} />
      <ConditionEditor
        label={t('forms.edit.asked-when')}
        condition={field.when}
        earlier={earlier}
        onChange={(when) => set({ when })}
      />
    </div>
  )
}

/**
 * Returns C0 for a question that is answered by codes; no other question may have C0, because C0 must not contain free
 * text.
 */
const shellIf = ({ kind, story }: Field) => (codedKinds.includes(kind) && !story ? (['C0'] as const) : [])

const LimitsOf = ({ field, onChange }: { field: Field; onChange: (limits: Field['limits']) => void }) => {
  const t = useTranslate()
  const { limits, kind } = field
  const number = (part: 'maxLength' | 'min' | 'max') => ({
    short: true,
    optional: true,
    type: 'number',
    label: t(`forms.edit.limits.${part}`),
    value: limits[part] === undefined ? '' : String(limits[part]),
    onChange: (text: string) => {
      const { [part]: _, ...others } = limits
      onChange(text === '' ? others : { ...others, [part]: Number(text) })
    },
  })
  if (kind === 'text' || kind === 'long-text') return <TextField {...number('maxLength')} min={1} max={15_000} />
  if (kind === 'number' || kind === 'year')
    return (
      <div className="flex flex-wrap gap-3">
        <TextField {...number('min')} />
        <TextField {...number('max')} />
      </div>
    )
  if (kind !== 'date') return null
  return (
    <Checkbox
      label={t('forms.edit.limits.notFuture')}
      checked={limits.notFuture ?? false}
      onChange={(notFuture) => onChange({ ...limits, notFuture })}
    />
  )
}
