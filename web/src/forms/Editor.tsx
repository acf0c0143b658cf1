import type { FormFaultCode } from '@palermo/shared/forms/check.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { type Edited, editedFrom, moved, type Place, retired, withNewStep } from '@palermo/shared/forms/editing.ts'
import { namedKeys, sourceLanguage } from '@palermo/shared/forms/keys.ts'
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { english, hasWords, useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { useLeaveWarning } from '../ui/useLeaveWarning.ts'
import { InFormWords } from './InFormWords.tsx'
import { saveForm, useNumber } from './kept.ts'
import { Mover } from './Mover.tsx'
import { Tried } from './Preview.tsx'
import type { ReadForm } from './queries.ts'
import { StepEditor } from './StepEditor.tsx'

/** Edits an unpublished version, or the next version of a published form, beside a preview. */
export const Editor = ({ version }: { version: ReadForm }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const isDraft = version.standing === 'draft'
  const { number, isKnown } = useNumber(version)
  const [start] = useState(() => editedFrom(version.form, version.words, english))
  const [history, setHistory] = useState<readonly Edited[]>([start])
  const [place, setPlace] = useState<Place>({ step: 0 })
  const edited = history.at(-1) ?? start
  const checked = SoundForm.safeParse({ ...edited.form, version: number })
  const blank = namedKeys(edited.form).filter((key) => !edited.words[sourceLanguage]?.[key]?.trim())
  const isChanged = history.length > 1
  useLeaveWarning(isChanged)
  const change = (next: Edited) => setHistory([...history.slice(-100), next])
  const save = useMutation({
    mutationFn: (form: Form) => {
      const { [sourceLanguage]: source = {}, ...translations } = edited.words
      return saveForm(queryClient, form.id, {
        version: number,
        revision: isDraft ? version.revision : 0,
        form,
        words: Object.fromEntries(namedKeys(form).map((key) => [key, source[key] ?? ''])),
        translations,
      })
    },
    onSuccess: ({ form }) => {
      toast(t('forms.edit.saved', { version: `${form.version}` }))
      void navigate({
        to: '/administration/forms/$id',
        params: { id: form.id },
        search: { version: form.version },
        ignoreBlocker: true,
      })
    },
  })
  return (
    <InFormWords words={edited.words}>
      <div className="flex flex-col gap-4">
        <p className="measure">
          {t(isDraft ? 'forms.kept.change-draft' : 'forms.kept.change-next', { version: `${number}` })}
        </p>
        <ActTrouble
          error={save.error}
          onReload={() => {
            save.reset()
            void queryClient.invalidateQueries({ queryKey: ['forms'] })
          }}
        />
        <Faults edited={edited} issues={checked.error?.issues ?? []} blank={blank} onPlace={setPlace} />
        <div className="grid items-start gap-5 xl:grid-cols-[minmax(14rem,18rem)_minmax(0,1fr)_minmax(0,26rem)]">
          <Steps
            edited={edited}
            asked={version.form}
            place={place}
            onPlace={setPlace}
            onChange={(next, at) => {
              change(next)
              setPlace(at)
            }}
          />
          <div className="card p-4">
            <StepEditor
              key={edited.form.steps[place.step]?.id}
              edited={edited}
              place={place}
              onChange={change}
              onPlace={setPlace}
              onMove={(from, by) => {
                const next = moved(edited, from, by)
                change(next.edited)
                setPlace(next.place)
              }}
              onRetire={(from) => {
                change(retired(edited, from, version.form))
                setPlace({ step: from.step })
              }}
            />
          </div>
          <Beside form={checked.data} at={place.step} />
        </div>
        <div className="sticky bottom-0 flex flex-wrap gap-2 border-t border-line bg-canvas py-3">
          <Button
            rank="primary"
            isDisabled={!checked.data || blank.length > 0 || !isKnown}
            isPending={save.isPending}
            onPress={() => checked.data && save.mutate(checked.data)}
          >
            {t('forms.kept.save-version', { version: `${number}` })}
          </Button>
          <Button rank="quiet" isDisabled={!isChanged} onPress={() => setHistory(history.slice(0, -1))}>
            {t('ui.undo')}
          </Button>
        </div>
      </div>
    </InFormWords>
  )
}

/**
 * Shows a preview of the form; while the form has errors, a preview of its last valid state. Typing has priority over
 * drawing the preview.
 */
const Beside = ({ form, at }: { form: Form | undefined; at: number }) => {
  const t = useTranslate()
  const [last, setLast] = useState(form)
  if (form && form !== last) setLast(form)
  const shown = useDeferredValue(form ?? last)
  return (
    <aside aria-label={t('forms.edit.beside')} className="flex flex-col gap-2 xl:sticky xl:top-4">
      <h2 className="text-large">{t('forms.edit.beside')}</h2>
      {!form && <p className="text-small text-quiet">{t('forms.edit.beside-old')}</p>}
      {shown && <Tried key={at} form={shown} from={shown.steps[at]?.id} />}
    </aside>
  )
}

interface StepsProps {
  edited: Edited
  asked: Form
  place: Place
  onPlace: (place: Place) => void
  onChange: (edited: Edited, place: Place) => void
}

const Steps = ({ edited, asked, place, onPlace, onChange }: StepsProps) => {
  const t = useTranslate()
  const [fresh, setFresh] = useState('')
  const { steps, retired: gone } = edited.form
  const move = (step: number, by: -1 | 1) => {
    const next = moved(edited, { step }, by)
    onChange(next.edited, next.place)
  }
  const add = () => {
    if (fresh.trim() === '') return
    onChange(withNewStep(edited, place.step, fresh.trim()), { step: place.step + 1 })
    setFresh('')
  }
  return (
    <nav aria-label={t('forms.edit.steps')} className="card flex flex-col gap-2 p-3">
      <h2 className="text-large">{t('forms.edit.steps')}</h2>
      <ol className="flex max-h-[60vh] flex-col overflow-y-auto">
        {steps.map((step, at) => (
          <li key={step.id} className="flex items-center border-b border-line">
            <button
              type="button"
              aria-current={place.step === at ? 'step' : undefined}
              onClick={() => onPlace({ step: at })}
              className={`min-h-11 min-w-0 grow rounded-control px-2 py-1 text-start hover:bg-hover ${place.step === at ? 'bg-accent-soft font-strong' : ''}`}
            >
              {t('forms.edit.step', { number: at + 1, title: t(step.titleKey) })}
            </button>
            {place.step === at && (
              <Mover
                name={t(step.titleKey)}
                onUp={() => move(at, -1)}
                onDown={() => move(at, 1)}
                onRetire={() =>
                  steps.length > 1 && onChange(retired(edited, { step: at }, asked), { step: Math.max(0, at - 1) })
                }
              />
            )}
          </li>
        ))}
      </ol>
      <TextField label={t('forms.edit.new-step')} value={fresh} maxLength={200} onChange={setFresh} />
      <div>
        <Button icon={Plus} onPress={add}>
          {t('forms.edit.add-step')}
        </Button>
      </div>
      {gone.fields.length > 0 && (
        <details className="text-small text-quiet">
          <summary className="cursor-pointer">{t('forms.edit.retired', { count: gone.fields.length })}</summary>
          <p className="break-words font-mono">{gone.fields.join(', ')}</p>
        </details>
      )}
    </nav>
  )
}

interface FaultsProps {
  edited: Edited
  issues: readonly { path: PropertyKey[]; message: string }[]
  blank: readonly string[]
  onPlace: (place: Place) => void
}

/** Lists the errors of the form, each with a link to the place of the error. */
const Faults = ({ edited, issues, blank, onPlace }: FaultsProps) => {
  const t = useTranslate()
  if (issues.length + blank.length === 0) return null
  const placeOf = ([part, step, inside, field]: PropertyKey[]): Place | undefined =>
    part === 'steps' && typeof step === 'number'
      ? { step, field: inside === 'fields' && typeof field === 'number' ? field : undefined }
      : undefined
  const named = (message: FormFaultCode | string) =>
    hasWords(`forms.edit.faults.${message}`) ? t(`forms.edit.faults.${message}`) : message
  const lines = [
    ...issues.map(({ path, message }) => ({
      pointer: `/${path.join('/')}`,
      says: named(message),
      place: placeOf(path),
    })),
    ...blank.map((key) => ({
      pointer: key,
      says: t('forms.edit.faults.blank'),
      place: placeOfWord(edited.form, key),
    })),
  ]
  return (
    <Alert tone="warn" title={t('forms.edit.faulty', { count: lines.length })}>
      <ul className="flex flex-col gap-1">
        {lines.slice(0, 20).map(({ pointer, says, place }) => (
          <li key={`${pointer} ${says}`} className="flex flex-wrap items-baseline gap-x-2">
            <span>{says}</span>
            <code className="text-small break-all">{pointer}</code>
            {place && (
              <Button rank="quiet" onPress={() => onPlace(place)}>
                {t('forms.edit.go-there')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

const placeOfWord = ({ steps }: Form, key: string): Place | undefined => {
  for (const [step, { titleKey, hintKey, fields }] of steps.entries()) {
    if (titleKey === key || hintKey === key) return { step }
    const field = fields.findIndex(
      (one) =>
        one.labelKey === key ||
        one.hintKey === key ||
        (Array.isArray(one.options) && one.options.some(({ labelKey }) => labelKey === key)),
    )
    if (field >= 0) return { step, field }
  }
  return undefined
}
