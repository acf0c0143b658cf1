import { EntriesBar } from '../entries/EntriesBar.tsx'
import { KeptBar } from '../referrals/KeptBar.tsx'

/** Shows the entries that wait on this device; the components also send them. */
export const KeptBars = () => (
  <>
    <KeptBar />
    <EntriesBar />
  </>
)
