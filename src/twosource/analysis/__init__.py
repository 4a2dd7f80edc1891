"""One document read: a stage a module, a layer a stage; the table below is the registry."""
