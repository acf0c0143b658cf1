/** What an agency is called where anybody may read it. Of a protected provider that is what it does and where, no more. */
export const labelOf = (agency: { name: string; protected: boolean; region: string }): string => {
  if (!agency.protected) return agency.name
  return agency.region === '' ? 'Protection service' : `Protection service, ${agency.region}`
}
