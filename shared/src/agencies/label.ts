/** Returns the public name of an agency. For a protected provider the name consists only of its kind and region. */
export const labelOf = (agency: { name: string; protected: boolean; region: string }): string => {
  if (!agency.protected) return agency.name
  return agency.region === '' ? 'Protection service' : `Protection service, ${agency.region}`
}
