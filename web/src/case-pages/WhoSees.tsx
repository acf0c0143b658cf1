import type { Case } from '@palermo/shared/cases/contract.ts'
import { openCompartments } from '@palermo/shared/compartments.ts'
import { Eye } from 'lucide-react'
import { useState } from 'react'
import { inCompartment, memberWords } from '../cases/readers.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

/**
 * Lists for each compartment of this case who can read it, as far as the signed-in person may know, and which roles
 * never may.
 */
export const WhoSees = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  const leads = row.lead.id === me.agencyId
  const agencies = [...new Set(inCompartment(row.team, 'C0').map(({ agency }) => agency.name))]
  return (
    <>
      <Button rank="quiet" icon={Eye} onPress={() => setOpen(true)}>
        {t('referrals.who-sees')}
      </Button>
      <Dialog title={t('referrals.who-sees')} isOpen={isOpen} onClose={() => setOpen(false)} wide>
        <section className="flex flex-col gap-1">
          <h3>{t('cases.sees.shell')}</h3>
          <p className="measure text-quiet">{t('cases.sees.shell-hint')}</p>
          <ul className="list-disc ps-5">
            {agencies.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </section>
        {openCompartments.map((compartment) => {
          const people = inCompartment(row.team, compartment)
          return (
            <section key={compartment} className="flex flex-col gap-1">
              <h3>{t(`compartments.${compartment}.title`)}</h3>
              {people.length === 0 && !leads ? (
                <p className="text-quiet">{t('cases.readers-none-known')}</p>
              ) : people.length === 0 ? (
                <p className="text-quiet">{t('cases.readers-nobody')}</p>
              ) : (
                <ul className="list-disc ps-5">
                  {people.map((member) => (
                    <li key={`${member.agency.id}-${member.personId ?? member.fromAt}`}>{memberWords(member, t)}</li>
                  ))}
                </ul>
              )}
            </section>
          )
        })}
        {!leads && <p className="measure">{t('cases.team-others', { agency: row.lead.name })}</p>}
        <p className="measure text-quiet">{t('cases.sees.lead')}</p>
        <p className="measure text-quiet">{t('referrals.sees.logged')}</p>
      </Dialog>
    </>
  )
}
