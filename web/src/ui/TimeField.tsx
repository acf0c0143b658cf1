import { parseTime } from '@internationalized/date'
import { TimeField as AriaTimeField } from 'react-aria-components/TimeField'
import { FieldFrame, type FieldWords, useWiring } from './field.tsx'
import { Segments, segmentsLook } from './segments.tsx'

interface BoxProps {
  label?: string
  labelledBy?: string
  describedBy?: string | undefined
  isInvalid?: boolean
  /** The time, such as `17:00`; empty if none is given. */
  value: string
  onChange: (value: string) => void
}

/** A time of day on a 24-hour clock. */
export const TimeBox = ({ label, labelledBy, describedBy, isInvalid = false, value, onChange }: BoxProps) => (
  <AriaTimeField
    {...(label === undefined ? {} : { 'aria-label': label })}
    {...(labelledBy === undefined ? {} : { 'aria-labelledby': labelledBy })}
    {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    value={value === '' ? null : parseTime(value)}
    onChange={(time) => onChange(time ? time.toString().slice(0, 5) : '')}
    isInvalid={isInvalid}
    hourCycle={24}
    shouldForceLeadingZeros
    className={`${segmentsLook} inline-flex w-fit min-w-18 px-3`}
  >
    <Segments />
  </AriaTimeField>
)

interface FieldProps extends FieldWords {
  value: string
  onChange: (value: string) => void
}

/** A time of day with a label and messages. */
export const TimeField = ({ value, onChange, ...words }: FieldProps) => {
  const wiring = useWiring(words)
  return (
    <FieldFrame words={words} wiring={wiring} isGroup>
      <TimeBox
        labelledBy={wiring.labelId}
        describedBy={wiring.describedBy}
        isInvalid={Boolean(words.error)}
        value={value}
        onChange={onChange}
      />
    </FieldFrame>
  )
}
