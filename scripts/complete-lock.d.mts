/** The optional packages that some package asks for and the lock file does not have. */
export declare function missingOptionalPackages(lock: {
  readonly packages: Readonly<Record<string, object>>;
}): { readonly name: string; readonly version: string; readonly dev: boolean }[];
