import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { TextLink } from '../ui/TextLink.tsx'
import { CalmPage } from './CalmPage.tsx'
import { demoPassword, demoPeople } from './demo.ts'
import { healthQuery } from './health.ts'
import { SignInForm } from './SignInForm.tsx'

export const SignInPage = ({ onSignedIn }: { onSignedIn: () => void }) => {
  const t = useTranslate()
  const { data: health } = useQuery(healthQuery)
  const [offered, setOffered] = useState<{ email: string; password: string }>()
  return (
    <CalmPage
      title={t('session.sign-in')}
      below={
        health?.demo && (
          <section aria-labelledby="demo" className="mt-6">
            <h2 id="demo" className="font-strong">
              {t('session.demo-title')}
            </h2>
            <p className="mb-2 text-small text-quiet">{t('session.demo-lead')}</p>
            <ul className="card divide-y divide-line overflow-hidden">
              {demoPeople.map((email) => (
                <li key={email}>
                  <button
                    type="button"
                    onClick={() => setOffered({ email, password: demoPassword })}
                    className="block min-h-10 w-full px-4 py-2 text-start hover:bg-hover focus-visible:-outline-offset-2 touch:min-h-12"
                  >
                    {email}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      }
    >
      <SignInForm offered={offered} onSignedIn={onSignedIn} />
      <p className="mt-4">
        <TextLink to="/forgotten-password">{t('session.forgotten')}</TextLink>
      </p>
    </CalmPage>
  )
}
