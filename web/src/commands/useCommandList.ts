import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { thingsInView } from '../keys/in-view.ts'
import { chordKey } from '../keys/keys.ts'
import { showOverlay } from '../keys/overlay.ts'
import { useTranslate } from '../messages.ts'
import { linkTo, type PagePath, placesFor } from '../navigation/navigation.ts'
import { quickExit } from '../session/quick-exit.ts'
import { signOut } from '../session/session.ts'
import { useMe } from '../session/useSession.ts'
import { chooseTheme, readTheme, themes } from '../theme.ts'

export interface Command {
  id: string
  /** The heading under which the command is listed. */
  group: string
  label: string
  /** Synonyms that the search for a command also compares. */
  also?: string
  /** The keys of the keyboard shortcut that runs the command. */
  keys?: readonly string[]
  run: () => void
}

/**
 * Returns all commands of the reader on this page: actions on the shown records, general commands, and links to pages.
 */
export const useCommandList = (): readonly Command[] => {
  const t = useTranslate()
  const me = useMe()
  const navigate = useNavigate()
  // The records are read once, when the palette opens, because the page below does not change while the palette is
  // open.
  const [inView] = useState(thingsInView)
  const go = (to: PagePath) => () => void navigate({ to })
  const refers = me.actions.includes('refer')
  const own = (id: string, run: () => void, keys?: readonly string[]): Command => ({
    id,
    group: t('commands.do'),
    label: t(`commands.${id}`),
    also: t(`commands.${id}.also`),
    ...(keys ? { keys } : {}),
    run,
  })
  return [
    ...inView.flatMap(({ title, acts }) =>
      acts.map(({ id, label, run }) => ({ id: `view ${title} ${id}`, group: title, label, run })),
    ),
    ...(refers ? [own('new-referral', go('/referrals/new')), own('tonight', () => showOverlay('tonight'))] : []),
    ...placesFor(me).map((place) => ({
      id: `go ${place.label}`,
      group: t('commands.go'),
      label: t(place.label),
      ...(place.letter ? { keys: [chordKey, place.letter] } : {}),
      run: () => void navigate(linkTo(place)),
    })),
    own('keys', () => showOverlay('keys'), ['?']),
    ...themes.filter((theme) => theme !== readTheme()).map((theme) => own(`theme-${theme}`, () => chooseTheme(theme))),
    own('print', () => print()),
    own('sign-out', () => void signOut()),
    own('exit', quickExit, ['Esc', 'Esc', 'Esc']),
  ]
}
