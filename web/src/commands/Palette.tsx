import { shortestSearch } from '@palermo/shared/search/contract.ts'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { matchSorter } from 'match-sorter'
import { type ReactNode, useEffect, useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import { SearchField } from 'react-aria-components/SearchField'
import { useCodeLabel } from '../codes/labels.ts'
import { Kbd } from '../keys/Kbd.tsx'
import { useTranslate } from '../messages.ts'
import { type Subject, subjectLink } from '../navigation/subjects.ts'
import { useFinding } from '../search/useFinding.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { foundEntries } from './entries.tsx'
import { type Recent, recentCommands, rememberCommand } from './recent.ts'
import { type Command, useCommandList } from './useCommandList.ts'

/** One line of the command palette. */
interface Entry {
  id: string
  group: string
  label: string
  line: ReactNode
  run: () => void
}

/**
 * Finds cases, referrals and agencies by a few characters, opens any page, and runs the commands of the current page.
 */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const asked = typed.trim()
  const settled = useSettled(asked)
  const finding = useFinding(settled)
  const { data: found, isPending } = finding
  const [recent] = useState(recentCommands)
  const commands = useCommandList()

  const open = (thing: Recent & { subject: Subject }) => () => {
    rememberCommand(thing)
    void navigate(subjectLink(thing.subject))
  }
  const entryOf = (command: Command): Entry => ({
    ...command,
    line: <CommandLine label={command.label} keys={command.keys} />,
    run: () => {
      if (!command.id.startsWith('view ')) rememberCommand({ id: command.id, label: command.label })
      command.run()
    },
  })
  const lately = recent.flatMap((one): Entry[] => {
    const command = commands.find(({ id }) => id === one.id)
    const entry = command
      ? entryOf(command)
      : one.subject && {
          id: one.id,
          label: one.label,
          line: <CommandLine label={one.label} />,
          run: open({ ...one, subject: one.subject }),
        }
    return entry ? [{ ...entry, id: `recent ${one.id}`, group: t('commands.recent') }] : []
  })
  const matching = matchSorter(commands, asked, { keys: ['label', 'also'] }).map(entryOf)
  const isAsked = asked.length >= shortestSearch
  const things = (isAsked && found ? foundEntries(found, t, label) : []).map(
    (thing): Entry => ({ ...thing, run: open({ id: thing.id, label: thing.label, subject: thing.subject }) }),
  )
  // Typed digits are probably part of a case reference, so records are listed before commands.
  const entries =
    asked === ''
      ? [...lately, ...commands.map(entryOf)]
      : /\d/.test(asked)
        ? [...things, ...matching]
        : [...matching, ...things]
  const waits = isAsked && (settled !== asked || isPending)

  return (
    <Dialog title={t('commands.title')} isOpen wide onClose={onClose}>
      <div className="flex min-h-[min(28rem,60dvh)] flex-col gap-4">
        <Autocomplete inputValue={typed} onInputChange={setTyped}>
          <SearchField aria-label={t('commands.label')} autoFocus className="sticky top-14 z-10 -my-1 bg-paper py-1">
            <Search
              aria-hidden
              size={17}
              className="pointer-events-none absolute top-1/2 start-2.5 -translate-y-1/2 text-quiet"
            />
            <Input
              role="combobox"
              aria-expanded
              aria-haspopup="listbox"
              placeholder={t('commands.label')}
              maxLength={60}
              className="min-h-11 w-full touch:min-h-12 rounded-control border border-edge bg-paper py-1 pe-2.5 ps-8.5 hover:border-ink"
            />
          </SearchField>
          {isAsked && entries.length > 0 && <EmptyState of={finding} small rows={0} />}
          <ListBox
            aria-label={t('commands.list')}
            items={groupsOf(entries)}
            onAction={(key) => {
              onClose()
              entries.find(({ id }) => id === key)?.run()
            }}
            renderEmptyState={() => (
              <div className="px-2 py-3">
                <EmptyState
                  of={waits || !isAsked ? [] : finding}
                  small
                  sentence={t(waits ? 'commands.looking' : 'commands.nothing')}
                />
              </div>
            )}
            className="-mx-2 flex flex-col gap-3 outline-none"
          >
            {({ id: group, entries: lines }: Group) => (
              <ListBoxSection id={group} className="flex flex-col">
                <Header className="px-2 pb-1 text-small text-quiet">{group}</Header>
                {lines.map(({ id, label: name, line }) => (
                  <ListBoxItem
                    key={id}
                    id={id}
                    textValue={name}
                    className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-2.5 gap-y-0.5 rounded-control px-2 py-1.5 outline-none hover:bg-hover data-focused:bg-accent-soft touch:min-h-12"
                  >
                    {line}
                  </ListBoxItem>
                ))}
              </ListBoxSection>
            )}
          </ListBox>
        </Autocomplete>
      </div>
    </Dialog>
  )
}

const CommandLine = ({ label, keys = [] }: { label: string; keys?: readonly string[] | undefined }) => (
  <>
    <span className="grow">{label}</span>
    <span aria-hidden="true" className="flex gap-1 max-sm:hidden">
      {/* A key may occur twice in a shortcut, so its index is the React key. */}
      {keys.map((key, at) => (
        <Kbd key={`${key}${String(at)}`}>{key}</Kbd>
      ))}
    </span>
  </>
)

interface Group {
  id: string
  entries: Entry[]
}

/** Groups the entries by heading, in the order in which the headings first occur. */
const groupsOf = (entries: readonly Entry[]): Group[] =>
  [...new Set(entries.map(({ group }) => group))].map((id) => ({
    id,
    entries: entries.filter(({ group }) => group === id),
  }))

const pause = 250

/** Returns the typed text, updated only when typing pauses, because every search is a request to the server. */
const useSettled = (typed: string): string => {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), pause)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}
