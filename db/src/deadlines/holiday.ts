/** A public holiday as it is kept: the local date, its name in English, and where the date was taken from. */
export interface Holiday {
  onDate: string
  name: string
  source: string
}
