import { standIns } from '@palermo/shared/forms/answers.ts'
import { codesOf } from '@palermo/shared/forms/check.ts'
import { type Condition, comparisons } from '@palermo/shared/forms/conditions.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import { Plus, X } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Choices } from '../ui/Choice.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useFormWords } from './words.ts'

interface Props {
  label: string
  condition: Condition | undefined
  /** The earlier questions, which are the only ones to which the condition may refer. */
  earlier: readonly Field[]
  /** Called with the new condition; undefined stands for a condition that always holds. */
  onChange: (condition: Condition | undefined) => void
}

const ops = ['equals', 'one-of', 'contains', 'answered', 'not', 'all', 'any'] as const

/** Edits a condition, which is made of the comparisons that this editor offers. */
export const ConditionEditor = ({ label, condition, earlier, onChange }: Props) => {
  const t = useTranslate()
  const first = earlier[0]
  return (
    <fieldset className="flex flex-col gap-2 rounded-card border border-line p-3">
      <legend className="px-1 font-strong">{label}</legend>
      {condition ? (
        <Part condition={condition} earlier={earlier} onChange={onChange} onRemove={() => onChange(undefined)} />
      ) : (
        <>
          <p className="text-quiet">{t(first ? 'forms.edit.always' : 'forms.edit.always-first')}</p>
          {first && (
            <div>
              <Button icon={Plus} onPress={() => onChange(beginning(first))}>
                {t('forms.edit.add-condition')}
              </Button>
            </div>
          )}
        </>
      )}
    </fieldset>
  )
}

/**
 * The comparison with which a new condition begins: "contains" for a question with several answers, "equals" for one
 * coded answer, "answered" for all other questions.
 */
const beginning = (field: Field): Condition => {
  const [code] = codesOf(field) ?? []
  if (field.kind === 'choices') return { op: 'contains', field: field.id, values: code ? [code] : [''] }
  return code === undefined ? { op: 'answered', field: field.id } : { op: 'equals', field: field.id, value: code }
}

interface PartProps {
  condition: Condition
  earlier: readonly Field[]
  onChange: (condition: Condition) => void
  onRemove: () => void
}

const Part = ({ condition, earlier, onChange, onRemove }: PartProps) => {
  const t = useTranslate()
  const id = comparisons(condition)[0]?.field
  const field = earlier.find((one) => one.id === id) ?? earlier[0]
  const become = (op: (typeof ops)[number]) => {
    if (op === condition.op || !field) return
    const inner = condition.op === 'not' || condition.op === 'all' || condition.op === 'any' ? undefined : condition
    const start = inner ?? beginning(field)
    const [code] = codesOf(field) ?? ['']
    const values = comparisons(condition)[0]?.values ?? []
    const value = values[0] ?? code ?? ''
    if (op === 'not') onChange({ op, of: inner ?? condition })
    else if (op === 'all' || op === 'any')
      onChange({ op, of: condition.op === 'all' || condition.op === 'any' ? condition.of : [start] })
    else if (op === 'answered') onChange({ op, field: field.id })
    else if (op === 'equals') onChange({ op, field: field.id, value })
    else if (op === 'one-of') onChange({ op, field: field.id, values: [value] })
    else onChange({ op, field: field.id, values: [String(value)] })
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <div className="min-w-0 grow">
          <Select
            label={t('forms.edit.holds-if')}
            value={condition.op}
            options={ops.map((op) => ({ value: op, label: t(`forms.edit.ops.${op}`) }))}
            onChange={(op) => op !== '' && become(op)}
          />
        </div>
        <IconButton icon={X} label={t('forms.edit.remove-condition')} onPress={onRemove} />
      </div>
      <Inside condition={condition} earlier={earlier} onChange={onChange} />
    </div>
  )
}

const Inside = ({ condition, earlier, onChange }: Omit<PartProps, 'onRemove'>) => {
  const t = useTranslate()
  if (condition.op === 'not')
    return (
      <div className="border-s-2 border-line ps-3">
        <Part
          condition={condition.of}
          earlier={earlier}
          onChange={(of) => onChange({ op: 'not', of })}
          onRemove={() => onChange(condition.of)}
        />
      </div>
    )
  if (condition.op === 'all' || condition.op === 'any') {
    const { op, of } = condition
    const [first] = earlier
    return (
      <ol className="flex flex-col gap-3 border-s-2 border-line ps-3">
        {[...of.entries()].map(([at, part]) => (
          <li key={at}>
            <Part
              condition={part}
              earlier={earlier}
              onChange={(changed) => onChange({ op, of: of.with(at, changed) })}
              onRemove={() => of.length > 1 && onChange({ op, of: of.toSpliced(at, 1) })}
            />
          </li>
        ))}
        {first && (
          <li>
            <Button icon={Plus} onPress={() => onChange({ op, of: [...of, beginning(first)] })}>
              {t('forms.edit.add-part')}
            </Button>
          </li>
        )}
      </ol>
    )
  }
  return <Comparison condition={condition} earlier={earlier} onChange={onChange} />
}

type Compares = Extract<Condition, { field: string }>

const Comparison = ({
  condition,
  earlier,
  onChange,
}: {
  condition: Compares
  earlier: readonly Field[]
  onChange: (condition: Condition) => void
}) => {
  const t = useTranslate()
  const { answerWords } = useFormWords()
  const field = earlier.find(({ id }) => id === condition.field)
  const codes = field && codesOf(field)
  const options = [...(codes ?? []), ...standIns.filter((one) => field?.alsoTakes.includes(one))].map((code) => ({
    value: code,
    label: field ? answerWords(field, code) : code,
  }))
  const choose = (id: string) => {
    const next = earlier.find((one) => one.id === id)
    if (next) onChange(beginning(next))
  }
  const many = 'values' in condition ? condition.values.map(String) : []
  const put = (values: string[]) => {
    if (values.length > 0 && 'values' in condition) onChange({ ...condition, values })
  }
  return (
    <>
      <Select
        label={t('forms.edit.question')}
        value={field ? field.id : ''}
        {...(field ? {} : { none: t('forms.edit.unknown-question', { id: condition.field }) })}
        options={earlier.map((one) => ({ value: one.id, label: t(one.labelKey) }))}
        onChange={choose}
      />
      {condition.op === 'equals' &&
        (codes ? (
          <Select
            label={t('forms.edit.value')}
            value={String(condition.value)}
            options={options}
            onChange={(value) => onChange({ ...condition, value })}
          />
        ) : (
          <TextField
            label={t('forms.edit.value')}
            value={String(condition.value)}
            onChange={(value) =>
              onChange({ ...condition, value: field?.kind === 'number' && value !== '' ? Number(value) : value })
            }
          />
        ))}
      {'values' in condition &&
        (codes && codes.length <= few ? (
          <Choices columns label={t('forms.edit.values')} value={many} options={options} onChange={put} />
        ) : (
          <TextField
            label={t('forms.edit.values')}
            hint={t('forms.edit.values.hint')}
            value={many.join(', ')}
            onChange={(text) => put(text.split(',').map((one) => one.trim()))}
          />
        ))}
    </>
  )
}

/** Up to this number of codes each code has a check box; longer lists of codes are typed. */
const few = 30
