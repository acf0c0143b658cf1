import { createFileRoute, redirect, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { z } from 'zod'
import { SignInPage } from '../session/SignInPage.tsx'
import { knowSession } from '../session/session.ts'
import { useSession } from '../session/useSession.ts'

/** Only a path of this site is accepted, so that a link to the sign-in page cannot redirect to another site. */
const Next = z
  .string()
  .regex(/^\/(?![/\\])/)
  .max(500)

export const Route = createFileRoute('/sign-in')({
  validateSearch: z.object({ next: Next.optional().catch(undefined) }),
  beforeLoad: async ({ search }) => {
    const session = await knowSession().catch(() => undefined)
    if (session?.state === 'in') throw redirect({ to: search.next ?? '/', replace: true })
  },
  component: SignInRoute,
})

function SignInRoute() {
  const navigate = useNavigate()
  const { next } = Route.useSearch()
  const { state } = useSession()
  useEffect(() => {
    if (state === 'in') void navigate({ to: next ?? '/', replace: true })
  }, [state, next, navigate])
  return <SignInPage onSignedIn={() => undefined} />
}
