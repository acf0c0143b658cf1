import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** A telephone number for reading and writing (ITU E.123): "+44 20 7946 0101". Other text stays unchanged. */
export const groupedPhone = (phone: string): string => parsePhoneNumberFromString(phone)?.formatInternational() ?? phone
