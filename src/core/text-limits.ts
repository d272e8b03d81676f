/** How long the texts of an account may be, in characters (`maxPasswordBytes` in bytes). */
export const maxEmailLength = 254;
export const maxNameLength = 100;
export const minPasswordLength = 8;
export const maxPasswordLength = 128;
export const maxPasswordBytes = 512;
