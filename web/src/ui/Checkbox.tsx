interface Props {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A single checkbox in a toolbar or a short form. */
export const Checkbox = ({ label, checked, onChange }: Props) => (
  <label className="inline-flex min-h-9 touch:min-h-12 items-center gap-2">
    <input
      type="checkbox"
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
      className="size-4.5 accent-accent"
    />
    {label}
  </label>
)
