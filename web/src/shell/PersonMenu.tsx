import { useNavigate } from '@tanstack/react-router'
import { Check, CircleUserRound } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { useSay } from '../messages.ts'
import { signOut } from '../session/session.ts'
import { useMe } from '../session/useSession.ts'
import { chooseTheme, readTheme, type Theme, themes } from './theme.ts'

const item =
  'flex min-h-9 touch:min-h-12 cursor-pointer items-center gap-2 rounded-control px-3 py-1.5 outline-none data-focused:bg-hover'

/** Whose desk this is, and what belongs to the person and not to the work. */
export const PersonMenu = () => {
  const say = useSay()
  const me = useMe()
  const navigate = useNavigate()
  const [theme, setTheme] = useState<Theme>(readTheme)
  return (
    <MenuTrigger>
      <Button
        aria-label={say('shell.you', { name: me.name })}
        className="inline-flex min-h-9 touch:min-h-12 max-w-64 items-center gap-2 rounded-control px-2 hover:bg-hover print:hidden"
      >
        <CircleUserRound aria-hidden size={22} strokeWidth={1.7} className="shrink-0 text-quiet" />
        <span className="hidden min-w-0 flex-col text-left leading-tight md:flex">
          <span className="truncate">{me.name}</span>
          <span className="truncate text-small text-quiet">{me.agencyName}</span>
        </span>
      </Button>
      <Popover
        placement="bottom end"
        className="w-72 max-w-[94vw] rounded-card border border-line bg-paper shadow-dialog"
      >
        <div className="border-b border-line px-4 py-3">
          <p className="font-strong">{me.name}</p>
          <p>{me.agencyName}</p>
          <p className="text-small text-quiet">
            {say(`functions.${me.function}`)} · {say(`sectors.${me.sector}`)}
          </p>
        </div>
        <Menu aria-label={say('shell.you', { name: me.name })} className="p-1 outline-none">
          <MenuItem className={item} onAction={() => void navigate({ to: '/account' })}>
            {say('shell.account')}
          </MenuItem>
          <MenuSection
            aria-label={say('shell.theme')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const [next] = keys === 'all' ? [] : [...keys]
              const chosen = themes.find((one) => one === next) ?? 'system'
              chooseTheme(chosen)
              setTheme(chosen)
            }}
          >
            <Header className="mt-1 border-t border-line px-3 pt-2 pb-1 text-small text-quiet">
              {say('shell.theme')}
            </Header>
            {themes.map((one) => (
              <MenuItem key={one} id={one} className={item}>
                {({ isSelected }) => (
                  <>
                    <span className="grow">{say(`shell.themes.${one}`)}</span>
                    {isSelected && <Check aria-hidden size={17} className="text-accent" />}
                  </>
                )}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection aria-label={say('session.sign-out')}>
            <MenuItem className={`${item} mt-1 border-t border-line`} onAction={() => void signOut()}>
              {say('session.sign-out')}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
