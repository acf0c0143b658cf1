import { createFileRoute, type ErrorComponentProps, Outlet, redirect } from '@tanstack/react-router'
import { knowSession } from '../session/session.ts'
import { useSession } from '../session/useSession.ts'
import { Shell } from '../shell/Shell.tsx'
import { Trouble } from '../shell/Trouble.tsx'

/** Everything behind the sign-in. */
export const Route = createFileRoute('/_in')({
  beforeLoad: async ({ location }) => {
    const session = await knowSession()
    if (session.state === 'out' || session.state === 'unknown') {
      const next = location.href === '/' ? {} : { next: location.href }
      throw redirect({ to: '/sign-in', search: next, replace: true })
    }
    return { me: session.actor }
  },
  component: InRoute,
  errorComponent: OutsideTrouble,
})

function InRoute() {
  // Signing out draws nothing more of this page, not even for the moment until the sign-in stands there.
  const session = useSession()
  if (!('actor' in session)) return null
  return (
    <Shell>
      <Outlet />
    </Shell>
  )
}

/** It is not even known who is there: without the shell. */
function OutsideTrouble(props: ErrorComponentProps) {
  return (
    <main>
      <Trouble {...props} />
    </main>
  )
}
