import type { LinkState as State } from '@palermo/shared/accounts/links.ts'
import { useSay } from '../messages.ts'
import { At } from '../ui/Due.tsx'

/** State of the last link sent to a person. */
export const LinkState = ({ state }: { state: State }) => {
  const say = useSay()
  const { hasPassword, purpose, askedAt, expiresAt, usedAt, endedAt } = state
  const isOpen = askedAt !== null && endedAt === null
  return (
    <>
      {!hasPassword && <p className="font-strong">{say('people.no-password')}</p>}
      {isOpen && purpose && (
        <p>
          {say(`people.link-sent.${purpose}`)} <At at={askedAt} />
          {expiresAt && (
            <>
              {' · '}
              {say('people.link-until')} <At at={expiresAt} />
            </>
          )}
        </p>
      )}
      {usedAt && (
        <p className="text-quiet">
          {say('people.link-used')} <At at={usedAt} />
        </p>
      )}
    </>
  )
}
