"""页面: base templates, components, tables and Excel, access to pages."""
