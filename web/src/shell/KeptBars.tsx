import { EntriesBar } from '../entries/EntriesBar.tsx'
import { KeptBar } from '../referrals/KeptBar.tsx'

/** What of the things that lie on this device waits still; they send it, too. */
export const KeptBars = () => (
  <>
    <KeptBar />
    <EntriesBar />
  </>
)
