import { parsePhoneNumberFromString } from 'libphonenumber-js'

/**
 * Returns a telephone number grouped for reading (ITU E.123), such as "+44 20 7946 0101"; any other text is returned
 * unchanged.
 */
export const groupedPhone = (phone: string): string => parsePhoneNumberFromString(phone)?.formatInternational() ?? phone
