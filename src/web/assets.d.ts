// Imported `with { type: 'file' }`: the default export is the path at which the file can be read, also
// inside the compiled program.
declare module '*.css' {
  const path: string;
  export default path;
}

declare module '*/page.js' {
  const path: string;
  export default path;
}

declare module 'swagger-ui-dist/swagger-ui-bundle.js' {
  const path: string;
  export default path;
}
