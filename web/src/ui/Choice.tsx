import { useId } from 'react'
import { FieldGroup, type FieldWords, useWiring } from './field.tsx'

export interface ChoiceOption<V extends string = string> {
  value: V
  label: string
  hint?: string
  /** Stands apart below the others: "not asked now", "not sure". */
  aside?: boolean
}

interface Shared<V extends string> extends FieldWords {
  options: readonly ChoiceOption<V>[]
  /** Side by side where there is room. */
  columns?: boolean
  hideLegend?: boolean
}

export interface ChoiceProps<V extends string> extends Shared<V> {
  value: V | undefined
  onChange: (value: V) => void
}

export interface ChoicesProps<V extends string> extends Shared<V> {
  value: readonly V[]
  onChange: (value: V[]) => void
}

const target =
  'relative flex min-h-11 touch:min-h-12 items-start gap-3 rounded-control border px-3.5 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent'
const chosen = 'border-accent bg-accent-soft shadow-[inset_0_0_0_1px_var(--color-accent)]'
const open = 'border-edge bg-paper hover:bg-hover'
const mark = 'mt-0.5 size-5 shrink-0 accent-accent outline-none'

/** One answer of several, each a target that a cold thumb hits. */
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

/** Any number of answers. */
export const Choices = <V extends string>({
  value,
  onChange,
  options,
  columns,
  hideLegend,
  ...words
}: ChoicesProps<V>) => {
  const wiring = useWiring(words)
  const flip = (one: V) => onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one])
  return (
    <FieldGroup words={words} wiring={wiring} hideLegend={hideLegend ?? false}>
      <Options options={options} columns={columns ?? false}>
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
  children: (option: ChoiceOption<V>, id: string) => React.ReactNode
}) => {
  const id = useId()
  const usual = options.filter(({ aside }) => !aside)
  const aside = options.filter((option) => option.aside)
  return (
    <div className="flex flex-col gap-2">
      <div className={`grid gap-2 ${gridOf(usual, columns)}`}>
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

/** Short answers stand two abreast even on a phone; long ones only where there is room and somebody wants it. */
const gridOf = (options: readonly ChoiceOption[], columns: boolean) => {
  if (options.length > 1 && options.every(({ label, hint }) => label.length <= short && !hint)) return 'grid-cols-2'
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
