import { ChevronDown, Eye } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { useTranslate } from '../messages.ts'
import { EmptyState } from './EmptyState.tsx'
import { controlLook, type FieldWords, marksOf } from './field.tsx'
import type { ListState } from './list-state.ts'

export interface ComboOption {
  value: string
  label: string
  note?: string
}

export interface ComboBoxProps extends FieldWords {
  value: string | null
  onChange: (value: string | null) => void
  options: readonly ComboOption[]
  /**
   * Called with the typed text, for options that the server searches; by default the given options are filtered in the
   * browser.
   */
  onSearch?: (typed: string) => void
  placeholder?: string
  /** The queries that load the options; left out if the options are part of the page's code. */
  of?: ListState | readonly ListState[]
}

/** Selection of one option; the reader types any part of the option's name. */
export const ComboBox = ({
  label,
  hint,
  readers,
  error,
  optional,
  value,
  onChange,
  options,
  onSearch,
  placeholder,
  of,
}: ComboBoxProps) => {
  const t = useTranslate()
  return (
    <AriaComboBox
      {...marksOf({ label, error })}
      className="flex flex-col gap-1"
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      {...(onSearch ? { items: options, onInputChange: onSearch } : { defaultItems: options })}
      menuTrigger="focus"
      allowsEmptyCollection
      isInvalid={Boolean(error)}
    >
      <Label className="font-strong">
        {label}
        {optional && <span className="font-normal text-quiet"> {t('ui.optional')}</span>}
      </Label>
      {hint && <span className="measure text-small text-quiet">{hint}</span>}
      <div className="relative">
        <Input
          className={`${controlLook} pe-10`}
          placeholder={placeholder ?? ''}
          // The text of the selected option is marked, so that the first typed letter replaces that text.
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          aria-label={t('ui.show-list')}
          className="absolute inset-y-0 end-0 flex w-10 items-center justify-center text-quiet"
        >
          <ChevronDown aria-hidden size={18} />
        </Button>
      </div>
      {error && <span className="text-small text-late">{error}</span>}
      {readers && (
        <Text slot="description" className="flex items-start gap-1.5 text-small text-quiet">
          <Eye aria-hidden size={15} strokeWidth={2} className="mt-0.5 shrink-0" />
          {readers}
        </Text>
      )}
      <Popover className="w-(--trigger-width) overflow-auto rounded-control border border-edge bg-paper shadow-dialog">
        <ListBox
          className="max-h-72 overflow-auto p-1 outline-none"
          renderEmptyState={() => (
            <div className="px-3 py-2">
              <EmptyState of={of ?? []} small sentence={t('ui.nothing-found')} />
            </div>
          )}
        >
          {(option: ComboOption) => (
            <ListBoxItem
              id={option.value}
              textValue={option.label}
              className="flex min-h-9 touch:min-h-12 cursor-default flex-col justify-center rounded-control px-2.5 py-1 outline-none data-focused:bg-hover data-selected:font-strong"
            >
              <Text slot="label">{option.label}</Text>
              {option.note && (
                <Text slot="description" className="text-small text-quiet">
                  {option.note}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
