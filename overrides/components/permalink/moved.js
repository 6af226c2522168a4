/* A page at an address that has moved is a copy of the new one, and its base is the new address: go there outright. */
{
  const to = new URL(document.baseURI)
  to.search = location.search
  to.hash = location.hash || to.hash
  location.replace(to)
}
