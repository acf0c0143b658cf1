/** A public holiday as stored: local date, English name, and source of the date. */
export interface Holiday {
  onDate: string
  name: string
  source: string
}
