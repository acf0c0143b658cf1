/** JSON as PostgreSQL writes it with its clock set to UTC: its offsets become RFC 3339's Z. Holds no words of people. */
export const parseDocument = <T>(text: string): T => JSON.parse(text.replaceAll('+00:00"', 'Z"')) as T
