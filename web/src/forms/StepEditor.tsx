import type { Field, Form } from '@palermo/shared/forms/contract.ts'
import { type Edited, type Place, withNewField, withStep, withWord } from '@palermo/shared/forms/editing.ts'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { ConditionEditor } from './ConditionEditor.tsx'
import { FieldEditor } from './FieldEditor.tsx'
import { Mover } from './Mover.tsx'
import { Worded, WordedHint } from './Worded.tsx'

interface Props {
  edited: Edited
  place: Place
  onChange: (edited: Edited) => void
  onPlace: (place: Place) => void
  onMove: (place: Place, by: -1 | 1) => void
  onRetire: (place: Place) => void
}

/** Edits one step with its questions in order; the selected question is expanded. */
export const StepEditor = ({ edited, place, onChange, onPlace, onMove, onRetire }: Props) => {
  const t = useTranslate()
  const [fresh, setFresh] = useState('')
  const step = edited.form.steps[place.step]
  if (!step) return null
  const word = (locale: string, key: string, text: string) => onChange(withWord(edited, locale, key, text))
  const hintKey = step.hintKey ?? `forms.${edited.form.id}.steps.${step.id}.hint`
  const add = () => {
    if (fresh.trim() === '') return
    onChange(withNewField(edited, place.step, fresh.trim()))
    onPlace({ step: place.step, field: step.fields.length })
    setFresh('')
  }
  return (
    <div className="flex flex-col gap-4">
      <Worded label={t('forms.edit.step-title')} wordKey={step.titleKey} edited={edited} onWord={word} />
      <WordedHint
        wordKey={hintKey}
        edited={edited}
        onHint={(said, key) => onChange(withStep(said, place.step, { hintKey: key }))}
      />
      <ConditionEditor
        label={t('forms.edit.shown-when')}
        condition={step.when}
        earlier={earlierThan(edited.form, { step: place.step })}
        onChange={(when) => onChange(withStep(edited, place.step, { when }))}
      />
      {step.page ? (
        <p className="text-quiet">{t('forms.edit.own-page')}</p>
      ) : (
        <>
          <h3 className="font-strong">{t('forms.edit.questions')}</h3>
          <ol className="flex flex-col gap-2">
            {step.fields.map((field, at) => (
              <li key={field.id} className="rounded-card border border-line">
                <Row
                  field={field}
                  isOpen={place.field === at}
                  onOpen={() => onPlace({ step: place.step, field: place.field === at ? undefined : at })}
                  mover={
                    <Mover
                      name={t(field.labelKey)}
                      onUp={() => onMove({ step: place.step, field: at }, -1)}
                      onDown={() => onMove({ step: place.step, field: at }, 1)}
                      onRetire={() => onRetire({ step: place.step, field: at })}
                    />
                  }
                />
                {place.field === at && (
                  <div className="border-t border-line p-3">
                    <FieldEditor
                      edited={edited}
                      field={field}
                      earlier={earlierThan(edited.form, { step: place.step, field: at })}
                      onChange={onChange}
                    />
                  </div>
                )}
              </li>
            ))}
          </ol>
          <div className="flex items-end gap-2">
            <div className="min-w-0 grow">
              <TextField label={t('forms.edit.new-question')} value={fresh} maxLength={300} onChange={setFresh} />
            </div>
            <Button icon={Plus} onPress={add}>
              {t('forms.edit.add-question')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

interface RowProps {
  field: Field
  isOpen: boolean
  onOpen: () => void
  mover: React.ReactNode
}

const Row = ({ field, isOpen, onOpen, mover }: RowProps) => {
  const t = useTranslate()
  return (
    <div className="flex items-center gap-1 pe-1">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onOpen}
        className="flex min-h-11 min-w-0 grow flex-col items-start rounded-card px-3 py-1.5 text-start hover:bg-hover"
      >
        <span className={isOpen ? 'font-strong' : ''}>{t(field.labelKey)}</span>
        <span className="text-small text-quiet">
          {t('forms.edit.about-question', {
            kind: t(`forms.edit.kinds.${field.kind}`),
            compartment: t(`compartments.${field.compartment}.title`),
            conditional: field.when ? 'yes' : 'no',
          })}
        </span>
      </button>
      {mover}
    </div>
  )
}

/** Returns the questions before this place, each once, because a condition may refer only to earlier questions. */
const earlierThan = ({ steps }: Form, { step, field }: Place): Field[] => {
  const before = steps.flatMap(({ fields }, s) => (s < step ? fields : s === step ? fields.slice(0, field ?? 0) : []))
  return [...new Map(before.map((one) => [one.id, one])).values()]
}
