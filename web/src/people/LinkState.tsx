import type { LinkState as State } from '@palermo/shared/accounts/links.ts'
import { useTranslate } from '../messages.ts'
import { At } from '../ui/Due.tsx'

/** Shows the state of the last password link that was sent to a person. */
export const LinkState = ({ state }: { state: State }) => {
  const t = useTranslate()
  const { hasPassword, purpose, askedAt, expiresAt, usedAt, endedAt } = state
  const isOpen = askedAt !== null && endedAt === null
  return (
    <>
      {!hasPassword && <p className="font-strong">{t('people.no-password')}</p>}
      {isOpen && purpose && (
        <p>
          {t(`people.link-sent.${purpose}`)} <At at={askedAt} />
          {expiresAt && (
            <>
              {' · '}
              {t('people.link-until')} <At at={expiresAt} />
            </>
          )}
        </p>
      )}
      {usedAt && (
        <p className="text-quiet">
          {t('people.link-used')} <At at={usedAt} />
        </p>
      )}
    </>
  )
}
