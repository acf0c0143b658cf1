import { EntriesBar } from '../entries/EntriesBar.tsx'
import { KeptBar } from '../referrals/KeptBar.tsx'

/** Entries that wait on this device; these components also send them. */
export const KeptBars = () => (
  <>
    <KeptBar />
    <EntriesBar />
  </>
)
