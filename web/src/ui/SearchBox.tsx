import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

interface Props {
  label: string
  value: string
  /** Called with the text when typing pauses, and at once on Enter. */
  onChange: (value: string) => void
  maxLength?: number
  /** The field takes the full width. */
  wide?: boolean
}

const pause = 300

/** A search field for part of a reference or name, applied while typing. */
export const SearchBox = ({ label, value, onChange, maxLength = 100, wide = false }: Props) => {
  const [typed, setTyped] = useState(value)
  const reported = useRef(value)
  const report = useRef(onChange)
  useEffect(() => {
    report.current = onChange
  })
  useEffect(() => {
    // The text was set from outside, by the back button or "clear filters".
    if (value === reported.current) return
    reported.current = value
    setTyped(value)
  }, [value])
  useEffect(() => {
    if (typed.trim() === reported.current) return
    const timer = setTimeout(() => {
      reported.current = typed.trim()
      report.current(reported.current)
    }, pause)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <span className={`relative w-full ${wide ? '' : 'max-w-72'}`}>
      <Search
        aria-hidden
        size={17}
        className="pointer-events-none absolute top-1/2 start-2.5 -translate-y-1/2 text-quiet"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        maxLength={maxLength}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          reported.current = typed.trim()
          onChange(reported.current)
        }}
        className="min-h-9 w-full touch:min-h-12 rounded-control border border-edge bg-paper py-1 pe-2.5 ps-8.5 hover:border-ink"
      />
    </span>
  )
}
