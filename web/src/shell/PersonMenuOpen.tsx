import { useNavigate } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { useWaiting } from '../entries/useWaiting.ts'
import { useTranslate } from '../messages.ts'
import { signOut } from '../session/session.ts'
import { useMe } from '../session/useSession.ts'
import { chooseTheme, readTheme, type Theme, themes } from '../theme.ts'
import { MenuPopover } from '../ui/MenuPopover.tsx'
import { useFirstItem } from '../ui/useFirstItem.ts'

const item =
  'flex min-h-9 touch:min-h-12 cursor-pointer items-center gap-2 rounded-control px-3 py-1.5 outline-none data-focused:bg-hover'

interface Props {
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  /** Called with the number of waiting entries, instead of signing out, if signing out would delete such entries. */
  onLoses: (count: number) => void
}

export const PersonMenuOpen = ({ anchor, onClose, onLoses }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const navigate = useNavigate()
  const first = useFirstItem()
  const waiting = useWaiting()
  const [theme, setTheme] = useState<Theme>(readTheme)
  return (
    <MenuPopover anchor={anchor} placement="bottom end" narrow onClose={onClose}>
      <div className="border-b border-line px-4 py-3">
        <p className="font-strong">{me.name}</p>
        <p>{me.agencyName}</p>
        <p className="text-small text-quiet">
          {t(`functions.${me.function}`)} · {t(`sectors.${me.sector}`)}
        </p>
      </div>
      <Menu
        ref={first}
        aria-label={t('shell.you', { name: me.name })}
        autoFocus="first"
        onClose={onClose}
        className="p-1 outline-none"
      >
        <MenuItem className={item} onAction={() => void navigate({ to: '/account' })}>
          {t('shell.account')}
        </MenuItem>
        <MenuSection
          aria-label={t('shell.theme')}
          selectionMode="single"
          disallowEmptySelection
          shouldCloseOnSelect={false}
          selectedKeys={[theme]}
          onSelectionChange={(keys) => {
            const [next] = keys === 'all' ? [] : [...keys]
            const chosen = themes.find((one) => one === next) ?? 'system'
            chooseTheme(chosen)
            setTheme(chosen)
          }}
        >
          <Header className="mt-1 border-t border-line px-3 pt-2 pb-1 text-small text-quiet">{t('shell.theme')}</Header>
          {themes.map((one) => (
            <MenuItem key={one} id={one} className={item}>
              {({ isSelected }) => (
                <>
                  <span className="grow">{t(`shell.themes.${one}`)}</span>
                  {isSelected && <Check aria-hidden size={17} className="text-accent" />}
                </>
              )}
            </MenuItem>
          ))}
        </MenuSection>
        <MenuSection aria-label={t('session.sign-out')} className="mt-1 border-t border-line pt-1">
          <MenuItem className={item} onAction={() => (waiting.length > 0 ? onLoses(waiting.length) : void signOut())}>
            {t('session.sign-out')}
          </MenuItem>
        </MenuSection>
      </Menu>
    </MenuPopover>
  )
}
