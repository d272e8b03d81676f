// Imported `with { type: 'file' }`, like the other files of the page: the server sends the document without parsing
// it.
declare const path: string;
export default path;
