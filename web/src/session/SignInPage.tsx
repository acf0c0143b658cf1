import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSay } from '../messages.ts'
import { useWindowTitle } from '../ui/Page.tsx'
import { demoPassword, demoPeople } from './demo.ts'
import { healthQuery } from './health.ts'
import { SignInForm } from './SignInForm.tsx'

/** One calm page. It says nothing about what the system is for: somebody may be looking over a shoulder. */
export const SignInPage = ({ onSignedIn }: { onSignedIn: () => void }) => {
  const say = useSay()
  const { data: health } = useQuery(healthQuery)
  const [offered, setOffered] = useState<{ email: string; password: string }>()
  useWindowTitle(say('session.sign-in'))
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 px-4 py-10">
      <div className="w-full max-w-form">
        <p aria-hidden="true" className="mb-6 flex items-center gap-2 text-large font-strong">
          <img src="/favicon.svg" alt="" className="size-7" />
          Palermo
        </p>
        <div className="card p-6">
          <h1 tabIndex={-1} className="mb-4 text-title outline-none">
            {say('session.sign-in')}
          </h1>
          <SignInForm offered={offered} onSignedIn={onSignedIn} />
        </div>
        {health?.demo && (
          <section aria-labelledby="demo" className="mt-6">
            <h2 id="demo" className="font-strong">
              {say('session.demo-title')}
            </h2>
            <p className="mb-2 text-small text-quiet">{say('session.demo-lead')}</p>
            <ul className="card divide-y divide-line overflow-hidden">
              {demoPeople.map((email) => (
                <li key={email}>
                  <button
                    type="button"
                    onClick={() => setOffered({ email, password: demoPassword })}
                    className="block min-h-10 w-full px-4 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2 touch:min-h-12"
                  >
                    {email}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  )
}
