@echo off
rem Makes the program in this folder a service of Windows that starts with the machine and comes back after a failure.
rem Usage, as administrator: install.cmd C:\edge\site.json     To take it away: sc stop edge, then sc delete edge.
rem The program and this file: dotnet publish src\Edge -c Release -r win-x64 --self-contained -o C:\edge\program
setlocal
if "%~1"=="" (echo Usage: install.cmd CONFIGURATION & exit /b 2)
"%~dp0Edge.exe" check "%~f1"
if not %errorlevel%==0 exit /b 2
sc create edge binPath= "\"%~dp0Edge.exe\" run --config \"%~f1\" --service" start= auto DisplayName= "Blood inventory edge service"
if not %errorlevel%==0 exit /b 3
rem Restart after 2, 10 and 60 seconds, also when the service reports an error and ends by itself; forget failures after a day.
sc failure edge reset= 86400 actions= restart/2000/restart/10000/restart/60000
sc failureflag edge 1
sc start edge
