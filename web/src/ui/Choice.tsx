import { type ReactNode, useId, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from './Button.tsx'
import { FieldGroup, type FieldWords, useWiring } from './field.tsx'

export interface ChoiceOption<V extends string = string> {
  value: V
  label: string
  hint?: string
  /** Whether the option is shown apart, below the others, such as "not asked now" or "not sure". */
  aside?: boolean
}

interface Shared<V extends string> extends FieldWords {
  options: readonly ChoiceOption<V>[]
  /** Shows the options in two columns if the page is wide enough. */
  columns?: boolean
  hideLegend?: boolean
}

export interface ChoiceProps<V extends string> extends Shared<V> {
  value: V | undefined
  onChange: (value: V) => void
}

export interface ChoicesProps<V extends string> extends Shared<V> {
  /** The options shown first; one press shows all others. By default all options are shown. */
  likely?: readonly V[]
  value: readonly V[]
  onChange: (value: V[]) => void
}

const target =
  'relative flex min-h-11 touch:min-h-12 items-start gap-3 rounded-control border px-3.5 py-2.5 in-data-dense:max-sm:gap-2 in-data-dense:max-sm:px-2.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent'
const chosen = 'border-accent bg-accent-soft shadow-[inset_0_0_0_1px_var(--color-accent)]'
const open = 'border-edge bg-paper hover:bg-hover'
const mark = 'size-6 shrink-0 accent-accent outline-none'

/** Lets the person select one answer, by large buttons. */
export const Choice = <V extends string>({
  value,
  onChange,
  options,
  columns,
  hideLegend,
  ...words
}: ChoiceProps<V>) => {
  const wiring = useWiring(words)
  return (
    <FieldGroup words={words} wiring={wiring} hideLegend={hideLegend ?? false}>
      <Options options={options} columns={columns ?? false}>
        {(option, id) => (
          <label key={option.value} className={`${target} ${value === option.value ? chosen : open}`}>
            <input
              type="radio"
              name={wiring.id}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              aria-describedby={option.hint ? id : undefined}
              className={mark}
            />
            <OptionWords option={option} id={id} />
          </label>
        )}
      </Options>
    </FieldGroup>
  )
}

/** Lets the person select several answers. */
export const Choices = <V extends string>({
  value,
  onChange,
  options,
  columns,
  hideLegend,
  likely = [],
  ...words
}: ChoicesProps<V>) => {
  const t = useTranslate()
  const wiring = useWiring(words)
  const [isAll, setAll] = useState(false)
  const first = options.filter((option) => likely.includes(option.value) || value.includes(option.value))
  const folds = likely.length > 0 && first.length < options.length
  const flip = (one: V) => onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one])
  return (
    <FieldGroup words={words} wiring={wiring} hideLegend={hideLegend ?? false}>
      <Options options={folds && !isAll ? first : options} columns={columns ?? false}>
        {(option, id) => (
          <label key={option.value} className={`${target} ${value.includes(option.value) ? chosen : open}`}>
            <input
              type="checkbox"
              checked={value.includes(option.value)}
              onChange={() => flip(option.value)}
              aria-describedby={option.hint ? id : undefined}
              className={mark}
            />
            <OptionWords option={option} id={id} />
          </label>
        )}
      </Options>
      {folds && (
        <span>
          <Button rank="quiet" aria-expanded={isAll} onPress={() => setAll(!isAll)}>
            {isAll ? t('ui.fewer') : t('ui.others', { count: options.length - first.length })}
          </Button>
        </span>
      )}
    </FieldGroup>
  )
}

const Options = <V extends string>({
  options,
  columns,
  children,
}: {
  options: readonly ChoiceOption<V>[]
  columns: boolean
  children: (option: ChoiceOption<V>, id: string) => ReactNode
}) => {
  const id = useId()
  const usual = options.filter(({ aside }) => !aside)
  const aside = options.filter((option) => option.aside)
  return (
    <div className="flex flex-col gap-2">
      <div className={`grid gap-2 ${gridOf(usual, columns)}`} data-dense={isLong(usual, columns) || undefined}>
        {usual.map((option) => children(option, `${id}-${option.value}`))}
      </div>
      {aside.length > 0 && (
        <div className={`grid gap-2 ${gridOf(aside, columns)}`}>
          {aside.map((option) => children(option, `${id}-${option.value}`))}
        </div>
      )}
    </div>
  )
}

const short = 12
const many = 5

/** Whether a list is so long that it has two columns on a phone too, unless the text is enlarged. */
const isLong = (options: readonly ChoiceOption[], columns: boolean) =>
  columns && options.length > many && options.every(({ hint }) => !hint)

/**
 * Returns the CSS class for the columns: short answers have two columns even on a phone, long ones only on a wide page
 * and with `columns`.
 */
const gridOf = (options: readonly ChoiceOption[], columns: boolean) => {
  if (options.length > 1 && options.every(({ label, hint }) => label.length <= short && !hint)) return 'grid-cols-2'
  if (isLong(options, columns)) return 'grid-cols-[repeat(auto-fill,minmax(min(100%,9rem),1fr))] sm:grid-cols-2'
  return columns ? 'sm:grid-cols-2' : ''
}

const OptionWords = ({ option, id }: { option: ChoiceOption; id: string }) => (
  <span className="flex min-w-0 flex-col">
    <span className={option.aside ? 'text-quiet' : ''}>{option.label}</span>
    {option.hint && (
      <span id={id} className="text-small text-quiet">
        {option.hint}
      </span>
    )}
  </span>
)
