/** Names that look alike are one name: `ＡDMIN` is `admin`. What is stored and looked for is always this. */
export const foldLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();
