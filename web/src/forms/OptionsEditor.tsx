import { codeListNames } from '@palermo/shared/codes/lists.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import { type Edited, freeName } from '@palermo/shared/forms/editing.ts'
import { sourceLanguage } from '@palermo/shared/forms/keys.ts'
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { FieldGroup, useWiring } from '../ui/field.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Worded } from './Worded.tsx'

type Own = Extract<NonNullable<Field['options']>, readonly unknown[]>

interface Props {
  edited: Edited
  field: Field
  onWord: (locale: string, key: string, text: string) => void
  /** Called with the new options; if an option was added, also with its translation key and text. */
  onOptions: (options: Field['options'], added?: { key: string; text: string }) => void
}

/** Edits the answers offered for a question: a code list of the product, or options that this form defines. */
export const OptionsEditor = ({ edited, field, onWord, onOptions }: Props) => {
  const t = useTranslate()
  const { options } = field
  const isNames = options !== undefined && 'names' in options
  const list = options && 'list' in options ? options.list : ''
  return (
    <div className="flex flex-col gap-3">
      {isNames ? (
        <p className="text-quiet">{t('forms.edit.names', { count: options.names.length })}</p>
      ) : (
        <Select
          label={t('forms.edit.options')}
          value={list}
          none={t('forms.edit.options.own')}
          options={codeListNames.map((name) => ({ value: name, label: t(`forms.edit.lists.${name}`) }))}
          onChange={(name) => onOptions(name === '' ? undefined : { list: name })}
        />
      )}
      {!isNames && list === '' && (
        <OwnOptions
          edited={edited}
          field={field}
          options={Array.isArray(options) ? options : []}
          onWord={onWord}
          onOptions={onOptions}
        />
      )}
    </div>
  )
}

const OwnOptions = ({ edited, field, options, onWord, onOptions }: Props & { options: Own }) => {
  const t = useTranslate()
  const [fresh, setFresh] = useState('')
  const words = { label: t('forms.edit.own-options'), hint: t('forms.edit.own-options.hint') }
  const wiring = useWiring(words)
  const named = (labelKey: string) => edited.words[sourceLanguage]?.[labelKey] ?? ''
  const add = () => {
    const text = fresh.trim()
    if (text === '') return
    const code = freeName(
      text,
      options.map((one) => one.code),
    )
    const key = `forms.${edited.form.id}.fields.${field.id}.options.${code}`
    onOptions([...options, { code, labelKey: key }], { key, text })
    setFresh('')
  }
  const moved = (at: number, by: -1 | 1) => {
    const one = options[at]
    if (one) onOptions(options.toSpliced(at, 1).toSpliced(at + by, 0, one))
  }
  return (
    <FieldGroup words={words} wiring={wiring}>
      <ol className="flex flex-col gap-2">
        {options.map(({ code, labelKey }, at) => (
          <li key={code} className="flex items-end gap-1">
            <div className="min-w-0 grow">
              <Worded
                label={t('forms.edit.option', { number: at + 1 })}
                wordKey={labelKey}
                edited={edited}
                onWord={onWord}
              />
            </div>
            {at > 0 && (
              <IconButton
                icon={ArrowUp}
                label={t('forms.edit.up', { name: named(labelKey) })}
                onPress={() => moved(at, -1)}
              />
            )}
            {at < options.length - 1 && (
              <IconButton
                icon={ArrowDown}
                label={t('forms.edit.down', { name: named(labelKey) })}
                onPress={() => moved(at, 1)}
              />
            )}
            <IconButton
              icon={X}
              label={t('forms.edit.remove-option', { name: named(labelKey) })}
              onPress={() => {
                const left = options.toSpliced(at, 1)
                onOptions(left.length > 0 ? left : undefined)
              }}
            />
          </li>
        ))}
      </ol>
      <div className="flex items-end gap-2">
        <div className="min-w-0 grow">
          <TextField label={t('forms.edit.new-option')} value={fresh} maxLength={200} onChange={setFresh} />
        </div>
        <Button icon={Plus} onPress={add}>
          {t('forms.edit.add-option')}
        </Button>
      </div>
    </FieldGroup>
  )
}
