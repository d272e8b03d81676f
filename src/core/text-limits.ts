/** How long the texts of accounts and groups may be, in characters (`maxPasswordBytes` in bytes). */
export const maxEmailLength = 254;
export const maxNameLength = 100;
export const minPasswordLength = 8;
export const maxPasswordLength = 128;
export const maxPasswordBytes = 512;
export const maxGroupNameLength = 100;
export const maxDescriptionLength = 500;
