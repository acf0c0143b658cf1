import { createFileRoute, type ErrorComponentProps, Outlet, redirect } from '@tanstack/react-router'
import { knowSession } from '../session/session.ts'
import { useSession } from '../session/useSession.ts'
import { Shell } from '../shell/Shell.tsx'
import { Trouble } from '../shell/Trouble.tsx'

/** The route above all pages that require a sign-in. */
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
  // After a sign-out nothing of this page is rendered, not even until the sign-in page appears.
  const session = useSession()
  if (!('actor' in session)) return null
  return (
    <Shell>
      <Outlet />
    </Shell>
  )
}

/** The error page shown while it is unknown who is signed in, and therefore without the frame of the app. */
function OutsideTrouble(props: ErrorComponentProps) {
  return (
    <main>
      <Trouble {...props} />
    </main>
  )
}
