import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** As it is read out and written down (ITU E.123): "+44 20 7946 0101". What is no telephone number stays as it is. */
export const groupedPhone = (phone: string): string => parsePhoneNumberFromString(phone)?.formatInternational() ?? phone
